import type { StartSimulation, WhatIfSimulation } from '@firstread/contract';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../platform/index.js';
import { MOST_STUDIES, studiesOf } from './domain/size.js';
import type { SimulationMessage } from './simulation-messages.js';
import { simulationGone, simulationsBusy, simulationTooLarge } from './what-if-problems.js';

/** Where the compiled program of the threads lies. Specs run the sources, and name the built one. */
export const simulationThread = { path: fileURLToPath(new URL('./simulation-thread.js', import.meta.url)) };

/** Threads at a time; they compete with the API for processors. */
const MOST_RUNNING = 2;
/** Answers that are kept, the oldest go first. */
const MOST_KEPT = 50;
const MOST_MS = 120_000;
const MOST_MEMORY_MB = 1024;

interface Kept {
  view: WhatIfSimulation;
  thread: Worker | undefined;
}

/** Simulations in threads of this process, one for each person, in memory alone. */
@Injectable()
export class Simulations implements OnModuleDestroy {
  private readonly byPerson = new Map<string, Kept>();

  /** Ends the one that the person had before. */
  start(request: StartSimulation, personId: string): WhatIfSimulation {
    const scenarios = [request.whatIf, ...(request.today ? [request.today] : [])];
    const studies = scenarios.reduce((sum, one) => sum + studiesOf(one), 0);
    if (studies > MOST_STUDIES) throw simulationTooLarge(studies, MOST_STUDIES);
    this.remove(personId);
    if ([...this.byPerson.values()].filter(({ thread }) => thread).length >= MOST_RUNNING)
      throw simulationsBusy();
    this.makeRoom();
    const view: WhatIfSimulation = {
      id: randomUUID(),
      state: 'running',
      done: 0,
      of: scenarios.reduce((sum, { replications }) => sum + replications, 0),
      whatIf: null,
      today: null,
      problem: null,
    };
    const kept: Kept = { view, thread: undefined };
    this.byPerson.set(personId, kept);
    run(kept, request);
    return view;
  }

  /** Throws 404 where it is gone, or another's. */
  of(id: string, personId: string): WhatIfSimulation {
    const kept = this.byPerson.get(personId);
    if (kept?.view.id !== id) throw simulationGone(id);
    return kept.view;
  }

  cancel(id: string, personId: string): void {
    this.of(id, personId);
    this.remove(personId);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.byPerson.values()].map(async ({ thread }) => thread?.terminate()));
  }

  private remove(personId: string): void {
    const kept = this.byPerson.get(personId);
    this.byPerson.delete(personId);
    end(kept);
  }

  private makeRoom(): void {
    for (const [personId, { thread }] of this.byPerson) {
      if (this.byPerson.size < MOST_KEPT) return;
      if (!thread) this.byPerson.delete(personId);
    }
  }
}

const PROBLEMS = {
  ended: 'The simulation ended before it had an answer.',
  brokeOff: 'The simulation broke off. Take fewer days or replications.',
  outOfMemory: `It took more than ${MOST_MEMORY_MB} MB. Take fewer days or replications.`,
  tookTooLong: `It took longer than ${MOST_MS / 1000} seconds. Take fewer days or replications.`,
};

function run(kept: Kept, request: StartSimulation): void {
  kept.thread = startThread<SimulationMessage>({
    path: simulationThread.path,
    data: request,
    mostMs: MOST_MS,
    mostMemoryMb: MOST_MEMORY_MB,
    onMessage: (message) => {
      if (message.kind === 'progress') kept.view.done = message.done;
      else Object.assign(kept.view, { state: 'done', whatIf: message.whatIf, today: message.today });
    },
    onEnd: (how) => {
      kept.thread = undefined;
      if (kept.view.state === 'running')
        Object.assign(kept.view, { state: 'failed', problem: PROBLEMS[how] });
    },
  });
}

function end(kept: Kept | undefined): void {
  void kept?.thread?.terminate();
}
