import type { AiImpact } from '@firstread/contract';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { Clock, DomainError, startThread } from '../platform/index.js';
import type { Answer } from '../queueing/index.js';
import type { ReplayMessage, ReplayTask } from './replay-messages.js';

/** Where the compiled program of the threads lies. Specs run the sources, and name the built one. */
export const replayThread = { path: fileURLToPath(new URL('./replay-thread.js', import.meta.url)) };

/** Threads at a time; they compete with the API for processors. */
const MOST_RUNNING = 2;
const MOST_KEPT = 50;
const MOST_MS = 180_000;
const MOST_MEMORY_MB = 2048;
/** Open studies grow older without an event. */
const LONGEST_KEPT_MS = 10 * 60_000;
/** An answer that has just come to its end is handed out, however the log moves: pages ask until then. */
const SHORTEST_KEPT_MS = 5000;

const PROBLEMS = {
  ended: 'The replay ended before it had an answer.',
  brokeOff: 'The replay broke off. Take fewer days.',
  tookTooLong: `It took longer than ${MOST_MS / 1000} seconds. Take fewer days.`,
};

/** Figures without their replay, and what to replay: or why nothing can be. */
export interface MadeImpact {
  figures: Omit<AiImpact, 'replay'>;
  replay: Answer<ReplayTask>;
}

interface Kept {
  mark: string;
  impact: Promise<AiImpact>;
  /** While the log is read, undefined; then the thread, where there is one. */
  thread?: Worker | undefined;
  /** When the answer came to its end; null until then. */
  endedAt: number | null;
}

/** Answers of this process with their replays in threads, in memory alone, while the log does not move. */
@Injectable()
export class KeptImpacts implements OnModuleDestroy {
  private readonly byQuery = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  /** Throws 503 where others are being replayed. */
  async of(query: string, mark: string, make: () => Promise<MadeImpact>): Promise<AiImpact> {
    const kept = this.byQuery.get(query);
    if (kept && this.stands(kept, mark)) return kept.impact;
    if ([...this.byQuery.values()].filter(({ endedAt }) => endedAt === null).length >= MOST_RUNNING)
      throw busy();
    this.byQuery.delete(query);
    this.makeRoom();
    const next: Kept = { mark, endedAt: null, impact: make().then((made) => this.begin(next, made)) };
    this.byQuery.set(query, next);
    // Nothing is kept of what failed.
    next.impact.catch(() => this.byQuery.delete(query));
    return next.impact;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.byQuery.values()].map(async ({ thread }) => thread?.terminate()));
  }

  /** The oldest go first. */
  private makeRoom(): void {
    for (const [query, { endedAt }] of this.byQuery) {
      if (this.byQuery.size < MOST_KEPT) return;
      if (endedAt !== null) this.byQuery.delete(query);
    }
  }

  private stands(kept: Kept, mark: string): boolean {
    if (kept.endedAt === null) return true;
    const age = this.clock.now().getTime() - kept.endedAt;
    return age < (kept.mark === mark ? LONGEST_KEPT_MS : SHORTEST_KEPT_MS);
  }

  /** The answer, whose replay changes while its thread runs. */
  private begin(kept: Kept, { figures, replay }: MadeImpact): AiImpact {
    const end = () => {
      kept.thread = undefined;
      kept.endedAt = this.clock.now().getTime();
    };
    if (!replay.known) {
      end();
      return { ...figures, replay: { state: 'done', answer: replay } };
    }
    const impact: AiImpact = { ...figures, replay: { state: 'running', done: 0, of: 4 } };
    kept.thread = startThread<ReplayMessage>({
      path: replayThread.path,
      data: replay.value,
      mostMs: MOST_MS,
      mostMemoryMb: MOST_MEMORY_MB,
      onMessage: (message) => {
        impact.replay = message;
      },
      onEnd: (how) => {
        end();
        if (impact.replay.state === 'running') impact.replay = { state: 'failed', problem: PROBLEMS[how] };
      },
    });
    return impact;
  }
}

function busy(): DomainError {
  return new DomainError(
    'IMPACTS_BUSY',
    503,
    'Others are being replayed',
    'As many replays run as this server allows. Ask again in a minute.',
  );
}
