import type { AiImpact } from '@firstread/contract';
import { Injectable, Logger } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { Clock, startThread, type ThreadEnd } from '../platform/index.js';
import { AnswerStore, type TakenQuestion } from './answer-store.js';
import type { ImpactStep } from './domain/answer.js';
import type { ImpactFigures, ImpactMessage, ImpactTask } from './impact-task.js';
import { ImpactTasks, type PreparedTask } from './impact-tasks.js';

/** Where the compiled program of the threads lies. Specs run the sources, and name the built one. */
export const impactThread = { path: fileURLToPath(new URL('./impact-thread.js', import.meta.url)) };

const MOST_MS = 10 * 60_000;
const MOST_MEMORY_MB = 4096;
/** Whoever took a question and has not answered it after this is gone. */
const LEASE_MS = MOST_MS + 60_000;

const PROBLEMS: Record<ThreadEnd, string> = {
  ended: 'It ended before there was an answer.',
  brokeOff: 'It broke off; the log of the server says why.',
  outOfMemory: `It took more than ${MOST_MEMORY_MB} MB. Take fewer days.`,
  tookTooLong: `It took longer than ${MOST_MS / 60_000} minutes. Take fewer days.`,
};

/** Makes answers in threads, which read, measure and replay: nothing of it runs in the event loop. */
@Injectable()
export class ImpactMaker {
  private readonly logger = new Logger(ImpactMaker.name);
  private readonly threads = new Set<Worker>();
  private stopped = false;

  constructor(
    private readonly answers: AnswerStore,
    private readonly tasks: ImpactTasks,
    private readonly clock: Clock,
  ) {}

  /** Whether there was one to make. */
  async makeNext(): Promise<boolean> {
    const now = this.clock.now();
    const question = await this.answers.take(now, new Date(now.getTime() + LEASE_MS));
    if (!question) return false;
    try {
      await this.make(question);
    } catch (error) {
      this.logger.error(
        `AI impact of ${question.model} ${question.version} not made: ${(error as Error).message}`,
      );
      await this.answers.fail(question.id, PROBLEMS.brokeOff);
    }
    return true;
  }

  /** What is being made goes back into the line. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  private async make({ id, ...query }: TakenQuestion): Promise<void> {
    const prepared = await this.tasks.of(query);
    const ended = await this.run(id, prepared.task);
    if ('figures' in ended) await this.answers.keep(id, impactOf(prepared, ended.figures), prepared.mark);
    else if (this.stopped) await this.answers.giveBack(id);
    else await this.answers.fail(id, PROBLEMS[ended.how]);
  }

  private async run(id: string, task: ImpactTask): Promise<{ figures: ImpactFigures } | { how: ThreadEnd }> {
    let figures: ImpactFigures | undefined;
    return new Promise((resolve) => {
      const thread = startThread<ImpactMessage>({
        path: impactThread.path,
        data: task,
        mostMs: MOST_MS,
        mostMemoryMb: MOST_MEMORY_MB,
        onMessage: (message) => {
          if (message.kind === 'made') figures = message.figures;
          else this.progressed(id, message.step);
        },
        onEnd: (how, error) => {
          this.threads.delete(thread);
          if (error) this.logger.error(`Thread of AI impact: ${error.message}`);
          resolve(figures ? { figures } : { how });
        },
      });
      this.threads.add(thread);
    });
  }

  /** Nobody waits for it to be written. */
  private progressed(id: string, step: ImpactStep): void {
    this.answers
      .progressed(id, step)
      .catch((error: unknown) => this.logger.warn(`Progress not written: ${(error as Error).message}`));
  }
}

function impactOf({ task, name, caveats }: PreparedTask, figures: ImpactFigures): AiImpact {
  return {
    ...figures,
    at: task.wanted.now.toISOString(),
    name,
    caveats: [...figures.caveats, ...caveats],
  };
}
