import { Logger } from '@nestjs/common';
import type { EventName } from '../events/event-map.js';
import { Loop } from '../events/loop.js';
import type { WakeUp } from '../events/wake-up.js';
import type { JobQueue } from './job-queue.js';
import type { JobName } from './job-map.js';

const BATCH = 1000;

export interface DueJob {
  id: string;
  /** 1 is first. */
  priority: number;
}

/**
 * Keeps a queue in step with PostgreSQL: asks which rows still want a job, and puts each on the queue when
 * events wake it and again every `sweepMs`. Adding one that is there does nothing, so a wiped queue or a
 * lost worker loses no job. Rows, not the queue, say what is due.
 */
export class JobDispatcher {
  private readonly loop: Loop;
  private readonly added = new Map<string, number>();
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly name: JobName,
    private readonly due: (limit: number) => Promise<DueJob[]>,
    private readonly queue: JobQueue,
    private readonly wakeUp: WakeUp,
    private readonly wokenBy: readonly EventName[],
    private readonly sweepMs: number,
  ) {
    const logger = new Logger(`JobDispatcher ${name}`);
    this.loop = new Loop(
      () => this.dispatch(),
      sweepMs,
      (error) => logger.error(`Jobs not queued, will try again: ${error.message}`),
    );
  }

  start(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), this.wokenBy);
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  private async dispatch(): Promise<boolean> {
    const due = await this.due(BATCH);
    const now = Date.now();
    for (const id of this.added.keys()) {
      if (!due.some((job) => job.id === id)) this.added.delete(id);
    }
    for (const { id, priority } of due) {
      if (now - (this.added.get(id) ?? 0) < this.sweepMs) continue;
      await this.queue.add(this.name, { runId: id }, { id, priority });
      this.added.set(id, now);
    }
    return false;
  }
}
