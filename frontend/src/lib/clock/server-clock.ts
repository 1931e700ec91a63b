/**
 * The server's clock as this page knows it. Countdown and age use it, never the workstation's clock,
 * which may be minutes off. Ticks once a second for the cells that show time.
 */
type Listener = () => void;

const listeners = new Set<Listener>();
let offsetMs = 0;
let now = 0;
let timer: ReturnType<typeof setInterval> | null = null;

export function serverNow(): number {
  return Date.now() + offsetMs;
}

/** Takes the server's time from any answer. Small steps are smoothed away: they are network delay. */
export function syncServerClock(serverTime: string): void {
  const instant = Date.parse(serverTime);
  if (Number.isNaN(instant)) return;
  const next = instant - Date.now();
  if (Math.abs(next - offsetMs) < 400) return;
  offsetMs = next;
  tick();
}

function tick(): void {
  now = Math.floor(serverNow() / 1000) * 1000;
  for (const listener of listeners) listener();
}

export function subscribeClock(listener: Listener): () => void {
  listeners.add(listener);
  if (timer === null) {
    tick();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

export function clockSnapshot(): number {
  if (now === 0) now = Math.floor(serverNow() / 1000) * 1000;
  return now;
}
