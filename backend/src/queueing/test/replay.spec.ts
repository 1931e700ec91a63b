import type { ReadingOrderChoice } from '@firstread/contract';
import { alwaysAtWork, type Load } from '../domain/load.js';
import { readingOrderOf } from '../domain/reading-order.js';
import { replay, type ReplayInput } from '../domain/replay.js';
import type { LoggedStudy } from '../domain/replay-load.js';
import { simulate } from '../domain/simulate.js';
import { memberOf } from '../domain/waits.js';
import { flaggedFirst, loadOf, scenarioOf, seeded } from './scenarios.js';

const DAY = 1440;
const order = flaggedFirst();

/** The log of a month in which readers kept to an order, and saw the flags or did not. */
function monthOf({
  rho = 0.8,
  followed = order,
}: { rho?: number; followed?: ReadingOrderChoice } = {}): ReplayInput {
  const load = loadOf(scenarioOf({ readers: 2, rho, latencyMinutes: 5 }), 30 * rho * 2 * 6 * 24, 'month');
  const { openedMinutes } = simulate(load, {
    order: readingOrderOf(followed, load.profiles, load.ranks),
    shifts: alwaysAtWork(2),
    interrupts: false,
    untilMinutes: Number.POSITIVE_INFINITY,
  });
  const shifts = [0, 1].map(() => Float64Array.of(0, 40 * DAY));
  return { studies: logOf(load, openedMinutes), model: 'finder', shifts, order, ranks: {} };
}

function logOf(load: Load, openedMinutes: Float64Array): LoggedStudy[] {
  const [diseased, other] = [memberOf(load, 'diseased'), memberOf(load, 'otherUrgent')];
  const flagAt = new Map(Array.from(load.flags.study, (study, at) => [study, load.flags.atMinutes[at] ?? 0]));
  return Array.from(load.readyMinutes, (readyMinutes, study) => ({
    id: `study-${study}`,
    day: `day ${Math.floor(readyMinutes / DAY)}`,
    readyMinutes,
    openedMinutes: openedMinutes[study] ?? null,
    readMinutes: load.readMinutes[study] ?? null,
    orderClass: 'routine',
    profile: { modalities: ['CT'], location: null, site: null },
    results: [
      {
        model: 'finder',
        atMinutes: flagAt.get(study) ?? readyMinutes + 5,
        flagged: flagAt.has(study),
        raises: flagAt.has(study),
      },
    ],
    truth: diseased(study) ? 'targeted' : other(study) ? 'other' : 'none',
    fallbackTimestamp: false,
  }));
}

function replayed(input: ReplayInput) {
  const answer = replay(input, seeded('bootstrap'));
  if (!answer.known) throw new Error(answer.refusal.reason);
  const { gap } = answer.value;
  if (!gap.known) throw new Error(gap.refusal.reason);
  return { ...answer.value, gap: gap.value };
}

const value = (estimate: { value: number | null }) => estimate.value ?? Number.NaN;

describe('the replay of a month', () => {
  it('finds the waits that were measured where readers kept to the order', () => {
    const { gap, waits, groups, utilisation } = replayed(monthOf());
    waits.measured.forEach((wait, study) => expect(waits.withAi[study]).toBeCloseTo(wait, 6));
    expect(value(gap.orderNotFollowedLossMinutes)).toBeCloseTo(0, 6);
    expect(value(gap.residualMinutes)).toBeCloseTo(0, 6);
    expect(value(gap.latencyLossMinutes)).toBeGreaterThan(0.5);
    expect(value(gap.savedMinutes)).toBeCloseTo(
      value(gap.achievableMinutes) - value(gap.latencyLossMinutes) - value(gap.lateFlagLossMinutes),
      6,
    );
    expect(gap.savedMinutes.interval95?.[0]).toBeLessThan(value(gap.savedMinutes));
    expect(gap.savedMinutes.interval95?.[1]).toBeGreaterThan(value(gap.savedMinutes));
    expect(utilisation).toBeGreaterThan(0.5);
    const change = (group: 'flagged' | 'unflagged' | 'missed') => {
      const of = groups[group];
      return of.known ? value(of.value.changeMinutes) : Number.NaN;
    };
    expect(change('flagged')).toBeLessThan(0);
    expect(change('unflagged')).toBeGreaterThan(0);
    expect(change('missed')).toBeGreaterThan(0);
    expect(groups.notEligible).toMatchObject({ known: false, refusal: { code: 'tooFewStudies' } });
  });

  it('lays what readers lost by their own order to that order', () => {
    const { gap, waits } = replayed(monthOf({ followed: { kind: 'arrival' } }));
    expect(value(gap.orderNotFollowedLossMinutes)).toBeCloseTo(value(gap.savedMinutes), 6);
    expect(value(gap.residualMinutes)).toBeCloseTo(0, 6);
    waits.measured.forEach((wait, study) => expect(waits.asOpened[study]).toBeCloseTo(wait, 6));
  });

  it('adds up from what was possible to what was measured', () => {
    const month = monthOf();
    const breaks = month.studies.map((one, at) => ({
      ...one,
      openedMinutes: (one.openedMinutes ?? 0) + (at % 7),
    }));
    const { gap, groups, waits } = replayed({ ...month, studies: breaks });
    const before = groups.diseased.known ? groups.diseased.value.withoutAiMinutes : Number.NaN;
    const diseased = breaks.flatMap(({ truth }, study) =>
      truth === 'targeted' ? [waits.measured[study] ?? 0] : [],
    );
    const measured = diseased.reduce((sum, wait) => sum + wait, 0) / diseased.length;
    const told =
      before -
      value(gap.achievableMinutes) +
      value(gap.latencyLossMinutes) +
      value(gap.lateFlagLossMinutes) +
      value(gap.orderNotFollowedLossMinutes) +
      value(gap.residualMinutes);
    expect(told).toBeCloseTo(measured, 6);
    expect(value(gap.withoutAiMinutes)).toBeCloseTo(before, 6);
    expect(value(gap.measuredMinutes)).toBeCloseTo(measured, 6);
  });

  it('lays to late flags what came after the study was opened', () => {
    const month = monthOf();
    const studies = month.studies.map((one) => ({
      ...one,
      results: one.results.map((result) => ({ ...result, atMinutes: one.readyMinutes + 10 * DAY })),
    }));
    const { gap } = replayed({ ...month, studies });
    expect(value(gap.savedMinutes)).toBe(0);
    expect(value(gap.lateFlagLossMinutes)).toBeGreaterThan(0);
    expect(value(gap.lateFlagLossMinutes) + value(gap.latencyLossMinutes)).toBeCloseTo(
      value(gap.achievableMinutes),
      6,
    );
  });

  it('takes away one model and leaves the others', () => {
    const month = monthOf();
    const studies = month.studies.map((one) => ({
      ...one,
      results: [...one.results, ...one.results.map((result) => ({ ...result, model: 'other' }))],
    }));
    // The other says the same at the same time, so nothing is lost without the first.
    expect(value(replayed({ ...month, studies }).gap.savedMinutes)).toBe(0);
    const silent = studies.map((one) => ({
      ...one,
      results: one.results.map((result) => ({
        ...result,
        raises: result.raises && result.model === 'finder',
      })),
    }));
    expect(replayed({ ...month, studies: silent }).gap).toEqual(replayed(month).gap);
  });

  it('says the same for the same seed, and leaves out what it cannot use, with the number', () => {
    const month = monthOf();
    const [first, second, third, ...rest] = month.studies;
    if (!first || !second || !third) throw new Error('An empty month');
    const studies = [
      { ...first, openedMinutes: null },
      { ...second, openedMinutes: second.readyMinutes - 5 },
      { ...third, readMinutes: 0 },
      ...rest,
    ];
    const one = replay({ ...month, studies }, seeded('bootstrap'));
    expect(one).toEqual(replay({ ...month, studies }, seeded('bootstrap')));
    expect(one.known && one.value.leftOut).toEqual({ unread: 1, clockNonsense: 2 });
  });

  it('is refused where the log does not carry it', () => {
    const month = monthOf();
    const refusalOf = (input: ReplayInput) => {
      const answer = replay(input, seeded('bootstrap'));
      return answer.known
        ? answer.value.gap.known
          ? null
          : answer.value.gap.refusal.code
        : answer.refusal.code;
    };
    const { studies } = month;
    expect(refusalOf({ ...month, studies: studies.slice(0, 20) })).toBe('tooFewStudies');
    expect(refusalOf({ ...month, studies: studies.map((one) => ({ ...one, truth: null })) })).toBe(
      'tooFewStudies',
    );
    const fallback = studies.map((one, at) => ({ ...one, fallbackTimestamp: at % 4 === 0 }));
    expect(refusalOf({ ...month, studies: fallback })).toBe('fallbackTimestamps');
    const shifts = [0, 1].map(() => Float64Array.of(0, 25 * DAY));
    expect(refusalOf({ ...month, shifts })).toBe('impossibleInput');
    expect(refusalOf({ ...month, shifts: [Float64Array.of(0, 60 * DAY)] })).toBe('tooBusy');
  });
});
