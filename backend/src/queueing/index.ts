export { achievableSaving, type AchievableSaving, type HourOfWeek } from './domain/achievable.js';
export { known, mapped, refused, type Answer } from './domain/answer.js';
export { estimate, estimateOfSums } from './domain/estimates.js';
export { forecastWaits } from './domain/forecast.js';
export { exponential, logNormal, pick, type Random } from './domain/draw.js';
export { groupBits } from './domain/groups.js';
export { flagsOf, ORDER_CLASSES, withoutFlags, type Load, type Shifts } from './domain/load.js';
export { readingOrderOf } from './domain/reading-order.js';
export { shiftsOf } from './domain/scenario.js';
export { simulate, type Readings, type Takes } from './domain/simulate.js';
export {
  replay,
  type GapAttribution,
  type GroupChange,
  type Replay,
  type ReplayInput,
} from './domain/replay.js';
export { kaplanMeier, sizeOf, type Counted } from './domain/kaplan-meier.js';
export { type LoggedResult, type LoggedStudy } from './domain/replay-load.js';
export { fallbackTimestamps, tooFew } from './domain/refusals.js';
export {
  effectiveUtilisation,
  savingBand,
  triageEffect,
  type Band,
  type TriagedList,
  type TriageEffect,
} from './domain/triage-effect.js';
export { byFormula, whatIf, type SeededRandom, type Watch } from './domain/what-if.js';
export { stillWaiting, summarise, summariseCounted, type WaitSummary } from './domain/waits.js';
