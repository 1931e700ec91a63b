import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `step` whenever woken and at least every `intervalMs`, one at a time; a step that did work runs
 * again at once. Errors go to `onError` and the loop continues after the interval. After each run it rests for `restMs`,
 * so that what comes in a burst is one run.
 */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly intervalMs: number,
    private readonly onError: (error: Error) => void,
    private readonly restMs = 0,
  ) {}

  start(): void {
    this.wake();
  }

  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.runAndRest();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runAndRest(): Promise<void> {
    await this.run();
    if (this.restMs > 0 && !this.stopped) await wait(this.restMs);
    this.running = undefined;
    if (this.stopped) return;
    if (this.again) this.wake();
    else this.timer = setTimeout(() => this.wake(), this.intervalMs);
  }

  private async run(): Promise<void> {
    this.again = false;
    try {
      while (!this.stopped && (await this.step())) this.again = false;
    } catch (error) {
      this.again = false;
      this.onError(error as Error);
    }
  }
}
