import type { StartSimulation, WhatIfSimulation } from '@firstread/contract';

/** What a thread is started with. */
export type SimulationTask = StartSimulation;

/** What it says: progress after each replication, the answer at the end. */
export type SimulationMessage =
  | { kind: 'progress'; done: number }
  | { kind: 'answer'; whatIf: WhatIfSimulation['whatIf']; today: WhatIfSimulation['today'] };
