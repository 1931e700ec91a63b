import { criticalToldSchema, type CriticalSteps } from '@firstread/contract';
import fc from 'fast-check';
import { escalationAt, type Escalating } from '../domain/escalation.js';

const SEEN = new Date('2026-01-05T08:00:00.000Z');
const minute = (n: number): Date => new Date(SEEN.getTime() + n * 60_000);
const steps: CriticalSteps = {
  section: { percent: 50, targets: [] },
  onCall: { percent: 100, targets: [] },
  head: { percent: 150, targets: [] },
};
const red: Escalating = {
  told: 'nobody',
  identifiedAt: SEEN,
  dueAt: minute(60),
  undoUntil: minute(1),
  settled: false,
};

describe('the escalation of a critical result', () => {
  it('tells each level at its part of the time limit', () => {
    expect(escalationAt(red, steps, minute(29))).toEqual({ reached: [], dueAt: minute(30) });
    expect(escalationAt(red, steps, minute(30))).toEqual({ reached: ['section'], dueAt: minute(60) });
    expect(escalationAt({ ...red, told: 'section' }, steps, minute(89))).toEqual({
      reached: ['onCall'],
      dueAt: minute(90),
    });
    expect(escalationAt({ ...red, told: 'onCall' }, steps, minute(500))).toEqual({
      reached: ['head'],
      dueAt: null,
    });
  });

  it('tells nobody once it is received or withdrawn, nor while it can be undone', () => {
    expect(escalationAt({ ...red, settled: true }, steps, minute(500))).toEqual({ reached: [], dueAt: null });
    const late = { ...red, undoUntil: minute(200) };
    expect(escalationAt(late, steps, minute(199))).toEqual({ reached: [], dueAt: minute(200) });
    expect(escalationAt(late, steps, minute(200)).reached).toEqual(['section', 'onCall', 'head']);
  });

  it('tells every level once and in turn, whenever and however often somebody looks', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 });
    const limits = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(looks, limits, fc.integer({ min: 0, max: 100 }), (minutes, limit, undo) => {
        let result: Escalating = { ...red, dueAt: minute(limit), undoUntil: minute(undo) };
        const told: string[] = [];
        for (const n of [...minutes.sort((a, b) => a - b), 500]) {
          const { reached, dueAt } = escalationAt(result, steps, minute(n));
          if (n < undo) expect(reached).toEqual([]);
          if (dueAt) expect(dueAt.getTime()).toBeGreaterThan(minute(n).getTime());
          told.push(...reached);
          result = { ...result, told: reached.at(-1) ?? result.told };
        }
        expect(told).toEqual(criticalToldSchema.options.slice(1));
      }),
    );
  });
});
