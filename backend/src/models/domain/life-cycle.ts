import type { ModelStage } from '@firstread/contract';

/** Steps a person may take from each stage; what a gate asks for beyond that is the matter of its evidence. */
const STEPS: Readonly<Record<ModelStage, readonly ModelStage[]>> = {
  submitted: ['verified', 'retired'],
  verified: ['validated', 'retired'],
  validated: ['shadow', 'retired'],
  shadow: ['canary', 'paused', 'retired'],
  canary: ['live', 'shadow', 'paused', 'retired'],
  live: ['paused', 'canary', 'shadow', 'retired'],
  standby: ['paused', 'retired'],
  paused: ['shadow', 'canary', 'live', 'retired'],
  retired: [],
};

/** Stages in which a version runs on studies that arrive. */
export const RUNNING_STAGES: readonly ModelStage[] = ['shadow', 'canary', 'live'];

/** Stages in which what the version said is taken back. */
const WITHDRAWN_STAGES: readonly ModelStage[] = ['paused'];

export function stepsFrom(stage: ModelStage): readonly ModelStage[] {
  return STEPS[stage];
}

export function mayStep(from: ModelStage, to: ModelStage): boolean {
  return STEPS[from].includes(to);
}

export function isRunning(stage: ModelStage): boolean {
  return RUNNING_STAGES.includes(stage);
}

export function isWithdrawn(stage: ModelStage): boolean {
  return WITHDRAWN_STAGES.includes(stage);
}
