/** Runs `work` once what was drawn until now is on the screen. Returns what takes that back. */
export function afterNextFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const asked = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(asked);
    clearTimeout(timer);
  };
}
