import { alertLevelSchema, type AlertLevel, type AlertSteps } from '@firstread/contract';
import fc from 'fast-check';
import { escalationAt, type Escalating } from '../domain/escalation.js';

const LEVELS = alertLevelSchema.options;
const RAISED = Date.parse('2026-01-05T08:00:00Z');
const minutesAfter = (minutes: number) => new Date(RAISED + minutes * 60_000);

const stepsOf = ([section, onCall, head]: number[]): AlertSteps => ({
  section: { afterMinutes: section ?? 1, targets: [] },
  onCall: { afterMinutes: onCall ?? 2, targets: [] },
  head: { afterMinutes: head ?? 3, targets: [] },
});
const steps = fc
  .uniqueArray(fc.integer({ min: 1, max: 1440 }), { minLength: 3, maxLength: 3 })
  .map((minutes) => stepsOf(minutes.toSorted((a, b) => a - b)));
const level = fc.constantFrom<AlertLevel>(...LEVELS);
const minute = fc.integer({ min: 0, max: 3000 });

const open = (at: AlertLevel): Escalating => ({ level: at, raisedAt: new Date(RAISED), settled: false });
const levelAfter = (from: AlertLevel, set: AlertSteps, minutes: number): number =>
  LEVELS.indexOf(escalationAt(open(from), set, minutesAfter(minutes)).reached.at(-1) ?? from);

describe('escalation', () => {
  it('tells every level in its turn, none twice and none left out', () => {
    fc.assert(
      fc.property(level, steps, minute, (from, set, minutes) => {
        const { reached } = escalationAt(open(from), set, minutesAfter(minutes));
        const first = LEVELS.indexOf(from) + 1;
        expect(reached).toEqual(LEVELS.slice(first, first + reached.length));
      }),
    );
  });

  it('never goes back, and comes to the same whether somebody looked in between or not', () => {
    fc.assert(
      fc.property(steps, minute, minute, (set, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const between = LEVELS[levelAfter('reader', set, early)] ?? 'reader';
        expect(levelAfter('reader', set, late)).toBeGreaterThanOrEqual(LEVELS.indexOf(between));
        expect(levelAfter(between, set, late)).toBe(levelAfter('reader', set, late));
      }),
    );
  });

  it('says when the next level is due: not before that moment, and then', () => {
    fc.assert(
      fc.property(level, steps, minute, (from, set, minutes) => {
        const now = minutesAfter(minutes);
        const { reached, dueAt } = escalationAt(open(from), set, now);
        const at = reached.at(-1) ?? from;
        if (dueAt === null) return expect(at).toBe('head');
        expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
        expect(escalationAt(open(at), set, new Date(dueAt.getTime() - 1)).reached).toEqual([]);
        expect(escalationAt(open(at), set, dueAt).reached).toHaveLength(1);
      }),
    );
  });

  it('has told everybody in the end', () => {
    fc.assert(
      fc.property(level, steps, (from, set) => {
        const { reached, dueAt } = escalationAt(open(from), set, minutesAfter(1440));
        expect([reached.at(-1) ?? from, dueAt]).toEqual(['head', null]);
      }),
    );
  });

  it('tells nobody of what was acknowledged or is over', () => {
    fc.assert(
      fc.property(level, steps, minute, (from, set, minutes) => {
        const settled = { ...open(from), settled: true };
        expect(escalationAt(settled, set, minutesAfter(minutes))).toEqual({ reached: [], dueAt: null });
      }),
    );
  });
});
