import type { ModelMonitoring, Proportion, StopRules } from '@firstread/contract';
import { controlLimits } from './statistics.js';

/** What the rules look at, over their window. */
export interface Window {
  /** Runs that came to a result, and how many of them flagged. */
  flags: Proportion;
  baseline: number | null;
  scanners: readonly { name: string; flags: Proportion }[];
  rejects: Proportion;
  /** Of judged flags, over the whole life of the version. */
  ppv: Proportion;
  p95Ms: number | null;
  objectiveP95Ms: number;
}

export type RuleState = ModelMonitoring['stopRules'][number];

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Every rule with its state; `broken` pauses the model. */
export function judgeStopRules(rules: StopRules, window: Window): RuleState[] {
  return [
    ppvRule(rules, window),
    flagRateRule(rules, window),
    scannerRule(rules, window),
    latencyRule(rules, window),
    rejectRule(rules, window),
  ];
}

function ppvRule({ ppvFloor, ppvMinimumVerdicts }: StopRules, { ppv }: Window): RuleState {
  if (ppvFloor === undefined) return { rule: 'ppv', text: 'No floor for the PPV is declared', state: 'off' };
  const upper = ppv.interval95?.[1];
  const text = `PPV ${ppv.value === null ? 'unknown' : percent(ppv.value)} of ${ppv.of} judged flags; its upper bound must not fall below ${percent(ppvFloor)}`;
  if (ppv.of < ppvMinimumVerdicts || upper === undefined) return { rule: 'ppv', text, state: 'tooFewRuns' };
  return { rule: 'ppv', text, state: upper < ppvFloor ? 'broken' : 'ok' };
}

function flagRateRule({ flagRateSigmas, minimumRuns }: StopRules, { flags, baseline }: Window): RuleState {
  if (baseline === null)
    return { rule: 'flagRate', text: 'There is no baseline of the flag rate yet', state: 'tooFewRuns' };
  const { low, high } = controlLimits(baseline, flags.of, flagRateSigmas);
  const rate = flags.value ?? 0;
  const text = `Flag rate ${percent(rate)} of ${flags.of} runs; expected ${percent(baseline)}, limits ${percent(low)} to ${percent(high)}`;
  if (flags.of < minimumRuns) return { rule: 'flagRate', text, state: 'tooFewRuns' };
  return { rule: 'flagRate', text, state: rate < low || rate > high ? 'broken' : 'ok' };
}

function scannerRule({ scannerFactor, minimumRuns }: StopRules, { scanners, baseline }: Window): RuleState {
  const judged = scanners.filter((scanner) => scanner.flags.of >= minimumRuns);
  if (baseline === null || judged.length === 0)
    return { rule: 'scannerFlagRate', text: 'No scanner has enough runs yet', state: 'tooFewRuns' };
  const over = judged.filter((scanner) => (scanner.flags.value ?? 0) > scannerFactor * baseline);
  if (over.length === 0)
    return {
      rule: 'scannerFlagRate',
      text: `No scanner flags more than ${scannerFactor} times ${percent(baseline)}`,
      state: 'ok',
    };
  const names = over.map(
    ({ name, flags }) => `${name} flags ${percent(flags.value ?? 0)} of ${flags.of} runs`,
  );
  return {
    rule: 'scannerFlagRate',
    text: `${names.join('; ')}: over ${scannerFactor} times ${percent(baseline)}`,
    state: 'broken',
  };
}

function latencyRule({ latencyFactor, minimumRuns }: StopRules, window: Window): RuleState {
  const { p95Ms, objectiveP95Ms, flags } = window;
  const limit = latencyFactor * objectiveP95Ms;
  const text = `95th percentile ${p95Ms === null ? 'unknown' : seconds(p95Ms)}; the limit is ${seconds(limit)} (${latencyFactor} times the objective)`;
  if (p95Ms === null || flags.of < minimumRuns) return { rule: 'latency', text, state: 'tooFewRuns' };
  return { rule: 'latency', text, state: p95Ms > limit ? 'broken' : 'ok' };
}

function rejectRule({ rejectRate, minimumRuns }: StopRules, { rejects }: Window): RuleState {
  const text = `${rejects.count} of ${rejects.of} runs failed or could not be evaluated; the limit is ${percent(rejectRate)}`;
  if (rejects.of < minimumRuns) return { rule: 'rejectRate', text, state: 'tooFewRuns' };
  return { rule: 'rejectRate', text, state: (rejects.value ?? 0) > rejectRate ? 'broken' : 'ok' };
}
