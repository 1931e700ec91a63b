import fc from 'fast-check';
import {
  decide,
  SUSPICION_TARGET_MINUTES,
  TARGET_MINUTES,
  type Suspicion,
  type TriageFacts,
} from './policy.js';
import { orderClassOf } from './requested-priority.js';

const readyAt = new Date('2026-03-01T08:00:00Z');
const minutesLater = (minutes: number) => new Date(readyAt.getTime() + minutes * 60_000);
const suspicion: Suspicion = {
  modelId: 'm',
  modelName: 'Model',
  modelVersion: '1.0.0',
  label: 'Haemorrhage suspected',
  stale: false,
};
const facts = (change: Partial<TriageFacts> = {}): TriageFacts => ({
  orderClass: 'routine',
  orderSource: 'default',
  readyAt,
  suspicions: [],
  ...change,
});
const anyFacts = fc.record({
  orderClass: fc.constantFrom('stat' as const, 'urgent' as const, 'routine' as const),
  orderSource: fc.constantFrom('default' as const, 'images' as const, 'person' as const),
  readyAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  suspicions: fc.array(fc.constant(suspicion), { maxLength: 3 }),
});
const anyTime = fc.date({ min: new Date('2020-01-01'), max: new Date('2031-01-01'), noInvalidDate: true });

describe('reading order policy', () => {
  it.each([
    ['stat', 0],
    ['urgent', 2],
    ['routine', 3],
  ] as const)('puts %s into band %i, due after its target', (orderClass, band) => {
    const decision = decide(facts({ orderClass }), readyAt);
    expect(decision.band).toBe(band);
    expect(decision.dueAt).toEqual(minutesLater(TARGET_MINUTES[orderClass]));
    expect(decision.overdue).toBe(false);
  });

  it('raises a suspicion to band 1 with the shorter target and says which model suspects what', () => {
    const decision = decide(facts({ suspicions: [suspicion] }), readyAt);
    expect(decision.band).toBe(1);
    expect(decision.dueAt).toEqual(minutesLater(SUSPICION_TARGET_MINUTES));
    expect(decision.reasons[0]).toMatchObject({ kind: 'ai', modelVersion: '1.0.0' });
    expect(decision.reasons[0]?.text).toContain('Haemorrhage suspected');
  });

  it('keeps a suspected STAT in band 0', () => {
    expect(decide(facts({ orderClass: 'stat', suspicions: [suspicion] }), readyAt).band).toBe(0);
  });

  it('joins an overdue study to band 1 at the moment its target is reached', () => {
    const due = TARGET_MINUTES.routine;
    expect(decide(facts(), minutesLater(due - 1)).band).toBe(3);
    const decision = decide(facts(), minutesLater(due));
    expect(decision).toMatchObject({ band: 1, overdue: true });
    expect(decision.reasons.map((reason) => reason.kind)).toEqual(['overdue', 'order']);
  });

  it('never lets a suspicion lower a study or make it due later', () => {
    fc.assert(
      fc.property(anyFacts, anyTime, (some, now) => {
        const without = decide({ ...some, suspicions: [] }, now);
        const withSuspicion = decide({ ...some, suspicions: [...some.suspicions, suspicion] }, now);
        expect(withSuspicion.band).toBeLessThanOrEqual(without.band);
        expect(withSuspicion.dueAt.getTime()).toBeLessThanOrEqual(without.dueAt.getTime());
      }),
    );
  });

  it('reserves band 0 for a STAT order, whatever AI and clock say', () => {
    fc.assert(
      fc.property(anyFacts, anyTime, (some, now) => {
        expect(decide(some, now).band === 0).toBe(some.orderClass === 'stat');
      }),
    );
  });

  it('bounds every wait: past its target no study is below band 1', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const past = new Date(some.readyAt.getTime() + TARGET_MINUTES[some.orderClass] * 60_000);
        expect(decide(some, past).band).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives a reason for every place, the same for the same facts', () => {
    fc.assert(
      fc.property(anyFacts, anyTime, (some, now) => {
        const decision = decide(some, now);
        expect(decision.reasons.at(-1)?.kind).toBe('order');
        expect(decide(some, now)).toEqual(decision);
      }),
    );
  });
});

describe('requested priority of the images', () => {
  it.each([
    ['STAT', 'stat'],
    [' high ', 'urgent'],
    ['LOW', 'routine'],
    ['SOON', undefined],
    [null, undefined],
  ] as const)('reads %p as %p', (text, orderClass) => {
    expect(orderClassOf(text)).toBe(orderClass);
  });
});
