import type { Estimate, ImpactChange, ImpactFormula, ImpactGap, ImpactReplay } from '@firstread/contract';
import { minutes, signedMinutes } from '@/lib/format/figures';
import { t, type MessageKey } from '@/lib/i18n';
import type { Bar } from './bar-chart';

/** A step from the wait without AI to the wait that was measured. */
export interface GapStep {
  id: keyof ImpactGap;
  name: string;
  note: string;
  estimate: Estimate;
  /** `level` is a wait; `saving` lowers it, `loss` raises it. */
  kind: 'level' | 'saving' | 'loss';
}

const STEPS: readonly { id: keyof ImpactGap; kind: GapStep['kind'] }[] = [
  { id: 'withoutAiMinutes', kind: 'level' },
  { id: 'achievableMinutes', kind: 'saving' },
  { id: 'latencyLossMinutes', kind: 'loss' },
  { id: 'lateFlagLossMinutes', kind: 'loss' },
  { id: 'orderNotFollowedLossMinutes', kind: 'loss' },
  { id: 'residualMinutes', kind: 'loss' },
  { id: 'measuredMinutes', kind: 'level' },
];

export function gapSteps(gap: ImpactGap): GapStep[] {
  return STEPS.map(({ id, kind }) => ({
    id,
    kind,
    name: t(`impact.gap.${id}` as MessageKey),
    note: t(`impact.gap.${id}.note` as MessageKey),
    estimate: gap[id],
  }));
}

/** As a change of the wait: a saving is negative. */
export function signedOf({ kind, estimate: { value, interval95 } }: GapStep): Estimate {
  if (kind !== 'saving') return { value, interval95 };
  return {
    value: value === null ? null : -value,
    interval95: interval95 && [-interval95[1], -interval95[0]],
  };
}

/** Figure and interval of a step in words. */
export function stepText(step: GapStep): string {
  const { value, interval95 } = signedOf(step);
  const format = step.kind === 'level' ? minutes : signedMinutes;
  if (value === null) return '–';
  return interval95 ? `${format(value)} (${intervalText(interval95, format)})` : format(value);
}

export function intervalText(
  [low, high]: readonly [number, number],
  format: (value: number) => string,
): string {
  return t('impact.interval', { low: format(low), high: format(high) });
}

/** Bars that hang on each other, from the wait without AI down to what could be and up again to what was. */
export function gapBars(steps: readonly GapStep[]): Bar[] {
  let level = 0;
  return steps.map((step) => {
    const { value, interval95 } = signedOf(step);
    const from = step.kind === 'level' ? 0 : level;
    level = from + (value ?? 0);
    return {
      name: step.name,
      from,
      to: level,
      interval: interval95 && [from + interval95[0], from + interval95[1]],
      colour: step.id === 'measuredMinutes' ? 'cyan' : colourOf(step, value ?? 0),
      text: step.kind === 'level' ? minutes(value) : signedMinutes(value ?? 0),
    };
  });
}

function colourOf({ kind }: GapStep, change: number): Bar['colour'] {
  if (kind === 'level') return 'text-3';
  if (kind === 'saving') return 'violet';
  return change > 0 ? 'amber' : 'cyan';
}

/** What was measured of what could have been saved; null where there was nothing to save. */
export function realisedShare({
  withoutAiMinutes,
  measuredMinutes,
  achievableMinutes,
}: ImpactGap): number | null {
  const [before, after, possible] = [withoutAiMinutes.value, measuredMinutes.value, achievableMinutes.value];
  if (before === null || after === null || possible === null || possible <= 0) return null;
  return (before - after) / possible;
}

/** Whether the interval of the saving holds nought. */
export function savesBeyondChance({ savedMinutes: { interval95 } }: ImpactGap): boolean {
  return interval95 !== null && interval95[0] > 0;
}

export function formulaText({ minutes: { low, mid, high } }: ImpactFormula): string {
  return `${minutes(mid)} (${intervalText([low, high], minutes)})`;
}

export interface Payer {
  group: string;
  name: string;
  change: ImpactChange | null;
  /** Why there is no figure. */
  reason: string | null;
  effect: 'gains' | 'pays' | 'same';
}

export function payersOf(whoPaid: ImpactReplay['whoPaid']): Payer[] {
  return whoPaid.map(({ group, change }) => ({
    group,
    name: t(`whatIf.group.${group}`),
    change: change.known ? change.value : null,
    reason: change.known ? null : change.refusal.reason,
    effect: change.known ? effectOf(change.value.changeMinutes) : 'same',
  }));
}

/** Only what is beyond chance is a gain or a loss. */
function effectOf({ interval95 }: Estimate): Payer['effect'] {
  if (!interval95) return 'same';
  if (interval95[1] < 0) return 'gains';
  return interval95[0] > 0 ? 'pays' : 'same';
}

/** Gains to the left, losses to the right, on one scale. */
export function payerBars(payers: readonly Payer[]): Bar[] {
  return payers.flatMap(({ name, change, effect }): Bar[] => {
    const value = change?.changeMinutes.value;
    if (!change || value === null || value === undefined) return [];
    return [
      {
        name,
        from: 0,
        to: value,
        interval: change.changeMinutes.interval95,
        colour: effect === 'pays' ? 'amber' : effect === 'gains' ? 'cyan' : 'text-3',
        text: signedMinutes(value),
      },
    ];
  });
}
