import type { Loop } from './loop.js';
import type { WakeUp } from './wake-up.js';

/** Loops that run side by side and are woken together whenever events were committed. */
export class WokenLoops {
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly loops: readonly Loop[],
    private readonly wakeUp: WakeUp,
  ) {}

  start(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loops.forEach((loop) => loop.wake()));
    this.loops.forEach((loop) => loop.start());
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
