export { achievableSaving, type AchievableSaving, type HourOfWeek } from './domain/achievable.js';
export { type Answer } from './domain/answer.js';
export { estimate } from './domain/estimates.js';
export { forecastWaits } from './domain/forecast.js';
export { type Shifts } from './domain/load.js';
export {
  replay,
  type GapAttribution,
  type GroupChange,
  type Replay,
  type ReplayInput,
} from './domain/replay.js';
export { kaplanMeier, type SurvivalStep } from './domain/kaplan-meier.js';
export { type LoggedResult, type LoggedStudy } from './domain/replay-load.js';
export {
  effectiveUtilisation,
  savingBand,
  triageEffect,
  type Band,
  type TriagedList,
  type TriageEffect,
} from './domain/triage-effect.js';
export { byFormula, whatIf, type SeededRandom, type Watch } from './domain/what-if.js';
export { summarise, type WaitSummary } from './domain/waits.js';
