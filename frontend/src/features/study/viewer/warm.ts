async function load(): Promise<void> {
  const [, { startCornerstone }] = await Promise.all([import('./stack-viewer'), import('./cornerstone')]);
  await startCornerstone();
}

/** Loads and starts what draws images. What cannot be loaded now is loaded with the first image. */
export function warmViewer(): void {
  load().catch(() => undefined);
}
