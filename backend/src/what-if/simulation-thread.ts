import type { WhatIfScenario } from '@firstread/contract';
import { parentPort, workerData } from 'node:worker_threads';
import { randomFrom } from '../dicom/index.js';
import { whatIf } from '../queueing/index.js';
import type { SimulationMessage, SimulationTask } from './simulation-messages.js';

/** The program of a thread that simulates one task and ends. */
function simulate({ whatIf: asked, today }: SimulationTask): void {
  let before = 0;
  const answerTo = (scenario: WhatIfScenario) => {
    const { simulation } = whatIf(scenario, randomFrom, {
      onProgress: (done) => say({ kind: 'progress', done: before + done }),
    });
    before += scenario.replications;
    return simulation;
  };
  const held = today && answerTo(today);
  say({ kind: 'answer', today: held, whatIf: answerTo(asked) });
}

function say(message: SimulationMessage): void {
  parentPort?.postMessage(message);
}

simulate(workerData as SimulationTask);
