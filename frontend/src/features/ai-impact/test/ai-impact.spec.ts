import type { Estimate, ImpactGap, ImpactReplay } from '@firstread/contract';
import { curveOption, waitRows } from '../model/curve';
import {
  gapBars,
  gapSteps,
  payerBars,
  payersOf,
  realisedShare,
  savesBeyondChance,
  stepText,
} from '../model/gap';
import { progressOf, stepOf } from '../model/making';
import { addressOf, askedOf, chosenOf, periodOf } from '../model/period';

const estimate = (value: number, half = 1): Estimate => ({ value, interval95: [value - half, value + half] });

const gap: ImpactGap = {
  withoutAiMinutes: estimate(30),
  achievableMinutes: estimate(20),
  latencyLossMinutes: estimate(3),
  lateFlagLossMinutes: estimate(2),
  orderNotFollowedLossMinutes: estimate(5),
  residualMinutes: estimate(-1, 2),
  savedMinutes: estimate(15),
  measuredMinutes: estimate(19),
};

describe('the waterfall', () => {
  const steps = gapSteps(gap);
  const bars = gapBars(steps);

  it('hangs each bar on the one before, and ends at what was measured', () => {
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 30],
      [30, 10],
      [10, 13],
      [13, 15],
      [15, 20],
      [20, 19],
      [0, 19],
    ]);
    expect(bars[1]?.interval).toEqual([9, 11]);
  });

  it('shows a loss as a loss, and what helped otherwise', () => {
    expect(bars.map(({ colour }) => colour)).toEqual([
      'text-3',
      'violet',
      'amber',
      'amber',
      'amber',
      'cyan',
      'cyan',
    ]);
    expect(steps.map(stepText).slice(0, 3)).toEqual([
      '30.0 (29.0 to 31.0)',
      '−20.0 (−21.0 to −19.0)',
      '+3.0 (+2.0 to +4.0)',
    ]);
  });

  it('says how much arrived, and whether it is more than chance', () => {
    expect(realisedShare(gap)).toBeCloseTo(11 / 20, 9);
    expect(savesBeyondChance(gap)).toBe(true);
    expect(savesBeyondChance({ ...gap, savedMinutes: estimate(0.5) })).toBe(false);
    expect(realisedShare({ ...gap, achievableMinutes: estimate(0) })).toBeNull();
  });
});

describe('who paid', () => {
  const change = (value: number, half = 1) => ({
    known: true as const,
    value: {
      studies: 40,
      withoutAiMinutes: 10,
      withAiMinutes: 10 + value,
      changeMinutes: estimate(value, half),
      p99WithoutAiMinutes: 90,
      p99WithAiMinutes: 95,
    },
  });
  const whoPaid: ImpactReplay['whoPaid'] = [
    { group: 'diseased', change: change(-5) },
    { group: 'missed', change: change(2) },
    { group: 'unflagged', change: change(0.5) },
    { group: 'otherUrgent', change: { known: false, refusal: { code: 'tooFewStudies', reason: 'Two.' } } },
  ];

  it('tells losses from gains from chance, and keeps the reason of a refusal', () => {
    const payers = payersOf(whoPaid);
    expect(payers.map(({ effect, reason }) => [effect, reason])).toEqual([
      ['gains', null],
      ['pays', null],
      ['same', null],
      ['same', 'Two.'],
    ]);
    expect(payerBars(payers).map(({ to, colour }) => [to, colour])).toEqual([
      [-5, 'cyan'],
      [2, 'amber'],
      [0.5, 'text-3'],
    ]);
  });
});

describe('the curve', () => {
  it('draws the groups that have figures, none of them in green', () => {
    const rows = waitRows([
      {
        state: 'notFlagged',
        wait: {
          known: true,
          value: {
            studies: 9,
            open: 1,
            meanMinutes: 4,
            p50Minutes: 3,
            p90Minutes: 9,
            p99Minutes: null,
            stillWaiting: [1, 0.4],
          },
        },
      },
      { state: 'flagged', wait: { known: false, refusal: { code: 'tooFewStudies', reason: 'Few.' } } },
    ]);
    const colours: string[] = [];
    const option = curveOption(
      rows,
      [0, 5],
    )((name) => {
      colours.push(name);
      return name;
    }) as { series: { data: unknown }[] };
    expect(option.series).toHaveLength(1);
    expect(option.series[0]?.data).toEqual([
      [0, 1],
      [5, 0.4],
    ]);
    expect(colours).not.toContain('green');
  });
});

describe('the making of figures', () => {
  it('is told as a share that grows, and in words', () => {
    const steps = [
      { step: 'inLine', place: 3 },
      { step: 'reading' },
      { step: 'measuring' },
      { step: 'replaying', done: 1, of: 4 },
      { step: 'replaying', done: 4, of: 4 },
    ] as const;
    expect(steps.map((one) => stepOf(one).share)).toEqual([0, 0, 1 / 6, 1 / 2, 1]);
    expect(stepOf(steps[0]).words).toBe('In line, number 3');
    expect(stepOf(steps[3]).words).toBe('Replaying the log: 1 of 4');
  });

  it('goes on beside figures that are kept, and not after it came to nothing', () => {
    const progress = { step: 'reading' } as const;
    expect(progressOf({ state: 'making', progress })).toBe(progress);
    expect(progressOf({ state: 'failed', problem: '' })).toBeNull();
  });
});

describe('what the address asks about', () => {
  const now = Date.parse('2026-03-31T22:30:00Z');

  it('is the last thirty whole days at the site where it names none', () => {
    expect(askedOf(new URLSearchParams(), now, 'Europe/Berlin')).toMatchObject({
      from: '2026-03-02',
      to: '2026-03-31',
    });
    const asked = askedOf(new URLSearchParams('to=2026-03-05&model=m&version=1'), now, 'UTC');
    expect(asked).toEqual({ from: '2026-03-01', to: '2026-03-05', model: 'm', version: '1' });
    expect(addressOf(asked)).toBe('/ai-impact?from=2026-03-01&to=2026-03-05&model=m&version=1');
  });

  it('is no period where it goes backwards or is too long', () => {
    const asked = { model: null, version: null };
    expect(periodOf({ ...asked, from: '2026-03-05', to: '2026-03-01' }).period).toBeNull();
    expect(periodOf({ ...asked, from: '2025-03-05', to: '2026-03-01' }).problem).toContain('92');
    expect(periodOf({ ...asked, from: '', to: '2026-03-01' }).period).toBeNull();
  });

  it('is the model with the most results where it names none', () => {
    const models = [{ modelId: 'a', version: '1', name: 'A', results: 3 }];
    const asked = { from: '', to: '', model: null, version: null };
    expect(chosenOf(asked, models)).toEqual({ model: 'a', version: '1' });
    expect(chosenOf({ ...asked, model: 'b', version: '2' }, models)).toEqual({ model: 'b', version: '2' });
    expect(chosenOf(asked, [])).toBeNull();
  });
});
