import { FEWEST_INTERVALS_SHOWN, type SurvivalCurve } from '@firstread/contract';
import { kaplanMeier, type Counted } from '../../queueing/index.js';
import type { QuantileSketch } from './quantile-sketch.js';
import { takenTogether, type Cell } from './roll-up.js';

/** A step is told where the curve has fallen by so much since the last one told: finer than a chart shows. */
const LEAST_FALL = 0.0025;

/** What share of a group is still open after how long; of what is still open in it: for how long, in seconds. */
export function survivalOf(key: string, cells: readonly Cell[], openSeconds: QuantileSketch): SurvivalCurve {
  const { sketch } = takenTogether(cells);
  if (sketch.size < FEWEST_INTERVALS_SHOWN)
    return { key, suppressed: true, n: null, open: null, steps: [], lastSeconds: null };
  const [ended, open] = [sketch.counted(), openSeconds.counted()];
  return {
    key,
    suppressed: false,
    n: sketch.size,
    open: openSeconds.size,
    steps: stepsOf(ended, open),
    lastSeconds: Math.max(ended.values.at(-1) ?? 0, open.values.at(-1) ?? 0),
  };
}

function stepsOf(ended: Counted, open: Counted): SurvivalCurve['steps'] {
  const steps: SurvivalCurve['steps'] = [];
  let told = 1;
  for (const { at: seconds, surviving: share, atRisk } of kaplanMeier(ended, open)) {
    if (told - share < LEAST_FALL && seconds !== ended.values.at(-1)) continue;
    steps.push({ seconds, share, atRisk });
    told = share;
  }
  return steps;
}
