import fc from 'fast-check';
import { holdsBack, type StudyHold } from '../domain/hold.js';
import { decide, type TriageDecision, type TriageFacts } from '../domain/policy.js';
import { moreUrgent, orderClassOf } from '../domain/requested-priority.js';
import { FIRST_RULES, targetOf } from '../domain/targets.js';
import {
  anyFacts,
  anyHold,
  anyRules,
  anyTime,
  firstRules,
  suspicion,
} from '../../../test/triage-arbitraries.js';

const readyAt = new Date('2026-03-01T08:00:00Z');
const minutesLater = (minutes: number) => new Date(readyAt.getTime() + minutes * 60_000);
const facts = (change: Partial<TriageFacts> = {}): TriageFacts => ({
  orderClass: 'routine',
  orderSource: 'default',
  modalities: ['CT'],
  location: null,
  site: null,
  readyAt,
  suspicions: [],
  hold: null,
  ...change,
});
const anyInForce = fc.record({ version: fc.constant(7), rules: anyRules });

/** True where the first goes before the second; false where study UIDs have to decide. */
function before(a: TriageDecision, b: TriageDecision): boolean {
  return a.band < b.band || (a.band === b.band && a.rankAt < b.rankAt);
}

describe('reading order policy', () => {
  it.each([
    ['stat', 0],
    ['urgent', 2],
    ['routine', 3],
  ] as const)('puts %s into band %i, due after its target', (orderClass, band) => {
    const decision = decide(facts({ orderClass }), firstRules, readyAt);
    expect(decision.band).toBe(band);
    expect(decision.dueAt).toEqual(minutesLater(FIRST_RULES.targets[orderClass]));
    expect(decision.overdue).toBe(false);
  });

  it('raises a suspicion to band 1 with the shorter target and says which model suspects what, and where it flags', () => {
    const decision = decide(facts({ suspicions: [suspicion] }), firstRules, readyAt);
    expect(decision.band).toBe(1);
    expect(decision.dueAt).toEqual(minutesLater(FIRST_RULES.suspicionMinutes));
    expect(decision.reasons[0]).toMatchObject({
      kind: 'ai',
      modelVersion: '1.0.0',
      text: 'Haemorrhage suspected (AI: Model 1.0.0, operating point 0.5)',
    });
  });

  it('joins an overdue study to band 1 at the moment its target is reached', () => {
    const due = FIRST_RULES.targets.routine;
    expect(decide(facts(), firstRules, minutesLater(due - 1)).band).toBe(3);
    const decision = decide(facts(), firstRules, minutesLater(due));
    expect(decision).toMatchObject({ band: 1, overdue: true });
    expect(decision.reasons.map((reason) => reason.kind)).toEqual(['overdue', 'order']);
  });

  it('names the version of policy and rules', () => {
    expect(decide(facts(), { version: 12, rules: FIRST_RULES }, readyAt).policyVersion).toBe('order-2.12');
  });

  it('never lets a suspicion lower a study, make it due later or move it behind where it was', () => {
    fc.assert(
      fc.property(anyFacts, anyInForce, anyTime, (some, rules, now) => {
        const without = decide({ ...some, suspicions: [] }, rules, now);
        const withSuspicion = decide({ ...some, suspicions: [...some.suspicions, suspicion] }, rules, now);
        expect(withSuspicion.band).toBeLessThanOrEqual(without.band);
        expect(withSuspicion.dueAt.getTime()).toBeLessThanOrEqual(without.dueAt.getTime());
        expect(before(without, withSuspicion)).toBe(false);
      }),
    );
  });

  it('lets nothing but an older STAT go before a STAT, unless a rule ranks suspicions with it', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyInForce, anyTime, (some, other, { version, rules }, now) => {
        const inForce = { version, rules: { ...rules, suspicionRank: 'belowStat' as const } };
        const stat = { ...some, orderClass: 'stat' as const };
        const first = before(decide(other, inForce, now), decide(stat, inForce, now));
        expect(first && !(other.orderClass === 'stat' && other.readyAt < stat.readyAt)).toBe(false);
      }),
    );
  });

  it('lets a suspicion go before a STAT only by that rule, and then only one that is older', () => {
    const inForce = { version: 2, rules: { ...FIRST_RULES, suspicionRank: 'withStat' as const } };
    const stat = decide(facts({ orderClass: 'stat', readyAt: minutesLater(5) }), inForce, minutesLater(6));
    const suspected = (at: number) =>
      decide(facts({ suspicions: [suspicion], readyAt: minutesLater(at) }), inForce, minutesLater(6));
    expect(before(suspected(4), stat)).toBe(true);
    expect(before(suspected(6), stat)).toBe(false);
    expect(suspected(4).reasons[0]?.text).toContain('among STAT by rule');
  });

  it('bounds every wait: past its target no study is below band 1', () => {
    fc.assert(
      fc.property(anyFacts, anyInForce, (some, inForce) => {
        const target = targetOf(some, inForce.rules).minutes;
        const past = new Date(some.readyAt.getTime() + target * 60_000);
        expect(decide(some, inForce, past).band).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('only ever raises a study as time goes by', () => {
    fc.assert(
      fc.property(anyFacts, anyInForce, anyTime, anyTime, (some, inForce, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        expect(decide(some, inForce, late).band).toBeLessThanOrEqual(decide(some, inForce, early).band);
      }),
    );
  });

  it('gives a reason for every place, the same for the same facts', () => {
    fc.assert(
      fc.property(anyFacts, anyInForce, anyTime, (some, inForce, now) => {
        const decision = decide(some, inForce, now);
        expect(decision.reasons.filter(({ kind }) => kind === 'order')).toHaveLength(1);
        expect(decide(some, inForce, now)).toEqual(decision);
      }),
    );
  });
});

describe('a hold', () => {
  const hold = (change: Partial<StudyHold> = {}): StudyHold => ({
    kind: 'awaitingPriors',
    note: null,
    until: minutesLater(40),
    timeZone: 'Europe/Berlin',
    ...change,
  });

  it('changes no band, place or due time and adds nothing but the last reason, whatever it is', () => {
    fc.assert(
      fc.property(anyFacts, anyHold, anyInForce, anyTime, (some, held, rules, now) => {
        const without = decide({ ...some, hold: null }, rules, now);
        const { reasons, ...place } = decide({ ...some, hold: held }, rules, now);
        const { reasons: others, ...samePlace } = without;
        expect(place).toEqual(samePlace);
        expect(reasons.slice(0, others.length)).toEqual(others);
        const [last, ...more] = reasons.slice(others.length);
        expect([last?.kind, more]).toEqual([now < held.until ? 'hold' : undefined, []]);
      }),
    );
  });

  it('holds a study back from its placing to its end and never once it is overdue', () => {
    fc.assert(
      fc.property(anyFacts, anyHold, anyInForce, anyTime, (some, held, rules, now) => {
        const { dueAt, overdue } = decide({ ...some, hold: held }, rules, now);
        expect(holdsBack(held, dueAt, now)).toBe(now < held.until && !overdue);
        expect(holdsBack(held, dueAt, held.until)).toBe(false);
        expect(holdsBack(held, dueAt, dueAt)).toBe(false);
      }),
    );
  });

  it.each([
    [hold(), 'On hold until 09:40: priors awaited'],
    [hold({ kind: 'incompleteImages' }), 'On hold until 09:40: images missing'],
    [hold({ kind: 'clinicalQuestion', timeZone: 'UTC' }), 'On hold until 08:40: clinical question open'],
    [hold({ timeZone: 'Nowhere/At all' }), 'On hold until 08:40 UTC: priors awaited'],
    [hold({ kind: 'other', note: 'Patient moved' }), 'On hold until 09:40: Patient moved'],
  ])('says in words until when and why', (held, text) => {
    expect(decide(facts({ hold: held }), firstRules, readyAt).reasons.at(-1)).toEqual({ kind: 'hold', text });
  });
});

describe('targets', () => {
  const exception = {
    orderClass: 'routine' as const,
    modality: null,
    location: null,
    site: null,
    minutes: 240,
  };
  const rules = {
    ...FIRST_RULES,
    exceptions: [
      { ...exception, location: 'Emergency', minutes: 240 },
      { ...exception, modality: 'ct', location: 'emergency', minutes: 300 },
      { ...exception, site: 'North', minutes: 90 },
    ],
  };

  it('are those of the class where no exception fits', () => {
    expect(targetOf(facts({ location: 'Ward 3' }), rules)).toEqual({ minutes: 1440, exception: null });
    expect(targetOf(facts({ orderClass: 'urgent', location: 'Emergency' }), rules).minutes).toBe(120);
  });

  it('are those of the exception that names most, however it is written', () => {
    expect(targetOf(facts({ location: 'EMERGENCY ' }), rules).minutes).toBe(300);
    expect(targetOf(facts({ location: 'Emergency', modalities: ['MR'] }), rules).minutes).toBe(240);
  });

  it('are the shorter ones where two exceptions name as much', () => {
    expect(targetOf(facts({ location: 'Emergency', modalities: ['MR'], site: 'North' }), rules).minutes).toBe(
      90,
    );
  });

  it('name the exception in the reason', () => {
    const { reasons } = decide(facts({ location: 'Emergency' }), { version: 1, rules }, readyAt);
    expect(reasons.at(-1)?.text).toBe('Routine (by default), target 5 h for ct, emergency');
  });

  it('do not depend on the order in which exceptions are written', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, (some, any) => {
        const turned = { ...any, exceptions: [...any.exceptions].reverse() };
        expect(targetOf(some, turned).minutes).toBe(targetOf(some, any).minutes);
      }),
    );
  });
});

describe('requested priority', () => {
  it.each([
    ['STAT', 'stat'],
    [' high ', 'urgent'],
    ['LOW', 'routine'],
    ['SOON', undefined],
    [null, undefined],
  ] as const)('of the images reads %p as %p', (text, orderClass) => {
    expect(orderClassOf(text)).toBe(orderClass);
  });

  it('of two sources is the more urgent', () => {
    expect(moreUrgent('routine', 'stat')).toBe('stat');
    expect(moreUrgent('urgent', 'routine')).toBe('urgent');
  });
});
