import type { Estimate, SimulatedWait, WhatIfScenario } from '@firstread/contract';
import { dayOf, everyDay, fromShifts, inMode, meanOf, modeOf, scaled, shiftsOf } from '../model/hours';
import { checked, orderOf, steady, withModel, withoutModel } from '../model/scenario';
import { changesOf } from '../model/waits';

const scenario: WhatIfScenario = {
  readers: 2,
  studyClasses: [
    {
      name: 'CT',
      modality: 'CT',
      arrivalsPerHour: everyDay([...new Array<number>(12).fill(2), ...new Array<number>(12).fill(4)]),
      statShare: 0,
      urgentShare: 0,
      readTime: { distribution: 'exponential', meanMinutes: 10, cv: 1 },
      conditions: [],
    },
  ],
  models: [],
  order: { kind: 'arrival' },
  interrupts: false,
  days: 30,
  warmUpDays: 1,
  replications: 5,
  seed: 'spec',
};

describe('staffing', () => {
  it('is edited by shift where its hours allow it, and by hour where they do not', () => {
    const shifts = fromShifts([3, 2, 1]);
    expect(shifts).toHaveLength(168);
    expect([shifts[8], shifts[17], shifts[22], shifts[7]]).toEqual([3, 2, 1, 1]);
    expect(shiftsOf(shifts)).toEqual([3, 2, 1]);
    expect(modeOf(shifts)).toBe('shifts');
    expect(modeOf(everyDay(Array.from({ length: 24 }, (_, hour) => hour)))).toBe('hours');
    expect(modeOf(2)).toBe('constant');
  });

  it('keeps its mean from one mode to the next', () => {
    expect(inMode(fromShifts([3, 2, 1]), 'constant')).toBe(2);
    expect(dayOf(inMode(2, 'hours'))).toEqual(new Array(24).fill(2));
  });
});

describe('a load', () => {
  it('keeps its shape with another number', () => {
    const more = scaled(everyDay([1, 3]), 2) as number[];
    expect(meanOf(more)).toBeCloseTo(2);
    expect((more[1] ?? 0) / (more[0] ?? 1)).toBe(3);
  });

  it('is flat where the formula asks for it', () => {
    expect(steady(scenario).studyClasses[0]?.arrivalsPerHour).toBe(3);
  });
});

describe('a model', () => {
  it('is added with a condition that it looks for, which stays when it goes', () => {
    const more = withModel(withModel(scenario));
    expect(checked(more).valid).toBe(true);
    expect(more.models.map(({ name }) => name)).toEqual(['model 1', 'model 2']);
    const less = withoutModel(more, 0);
    expect(less.studyClasses[0]?.conditions).toHaveLength(2);
    expect(checked(less).valid).toBe(true);
  });
});

it('says what is wrong with a scenario, and where', () => {
  expect(checked({ ...scenario, readers: Number.NaN })).toMatchObject({ valid: false, path: 'readers' });
});

it('keeps the limit for overdue studies from one order of flags to the next', () => {
  const first = orderOf('priority', { kind: 'arrival' }, scenario.order);
  expect(orderOf('hierarchical', { ...first, withStat: true } as typeof first, scenario.order)).toMatchObject(
    {
      protocol: 'hierarchical',
      withStat: true,
    },
  );
});

it('counts as a change what is more than chance', () => {
  const of = (value: number): Estimate => ({ value, interval95: [value - 1, value + 1] });
  const wait = (value: number) => ({ meanMinutes: of(value), p99Minutes: of(4 * value) }) as SimulatedWait;
  const row = (id: string, before: number, after: number) => ({
    id,
    name: id,
    before: wait(before),
    after: wait(after),
  });
  const { gains, pays, same } = changesOf([
    row('all', 10, 10),
    row('flagged', 10, 4),
    row('unflagged', 10, 13),
    row('routine', 10, 11),
  ]);
  expect(gains).toEqual([{ name: 'flagged', meanMinutes: -6, p99Minutes: -24, certain: true }]);
  expect(pays.map(({ name }) => name)).toEqual(['unflagged']);
  expect(same.map(({ name }) => name)).toEqual(['routine']);
});
