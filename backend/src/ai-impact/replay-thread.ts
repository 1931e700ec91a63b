import { impactGroupSchema, type ImpactReplay } from '@firstread/contract';
import { parentPort, workerData } from 'node:worker_threads';
import { randomFrom } from '../dicom/index.js';
import { mapped, replay, type Replay } from '../queueing/index.js';
import type { ReplayMessage, ReplayTask } from './replay-messages.js';

/** The program of a thread that replays one log and ends. */
function run({ input, seed }: ReplayTask): void {
  const answer = replay(input, randomFrom(seed), (done, of) => say({ state: 'running', done, of }));
  say({ state: 'done', answer: mapped(answer, told) });
}

function told({ utilisation, leftOut, gap, groups }: Replay): ImpactReplay {
  return {
    utilisation,
    leftOut,
    gap,
    whoPaid: impactGroupSchema.options.map((group) => ({ group, change: groups[group] })),
  };
}

function say(message: ReplayMessage): void {
  parentPort?.postMessage(message);
}

run(workerData as ReplayTask);
