import { inTimePercent, outcomeOf, tookWords } from '../model/outcome';
import { timeLeft } from '../model/time-left';
import { at, critical, NINE, receipt } from './critical.factory';

const after = (minutes: number, fields: Parameters<typeof critical>[0] = {}) =>
  timeLeft(critical(fields), NINE + minutes * 60_000);

describe('the time that is left', () => {
  it('counts down, is at risk in its last quarter, and counts up once it is overdue', () => {
    expect(after(10)).toEqual({ state: 'onTime', words: '50 min left' });
    expect(after(46)).toEqual({ state: 'atRisk', words: '14 min left' });
    expect(after(60)).toEqual({ state: 'overdue', words: 'Overdue 0 s' });
    expect(after(150)).toEqual({ state: 'overdue', words: 'Overdue 1 h 30' });
  });

  it('ends with the receipt, not with the clock', () => {
    expect(after(500, { state: 'closed', receipt: receipt(at(60)) })).toMatchObject({ state: 'received' });
    expect(after(500, { state: 'acknowledged', receipt: receipt(at(61)) })).toMatchObject({
      state: 'receivedLate',
    });
    expect(after(500, { state: 'withdrawn' })).toMatchObject({ state: 'withdrawn' });
  });
});

describe('the report', () => {
  it('counts as in time what was received up to its time limit, however late it was closed', () => {
    const outcome = (fields: Parameters<typeof critical>[0]) => outcomeOf(critical(fields));
    expect(outcome({ receipt: receipt(at(60)), state: 'acknowledged' })).toBe('inTime');
    expect(outcome({ receipt: receipt(at(60.1)), state: 'closed' })).toBe('late');
    expect(outcome({})).toBe('waiting');
    expect(outcome({ state: 'withdrawn' })).toBe('withdrawn');
  });

  it('says no part where nothing was received, and never all where one was late', () => {
    expect(inTimePercent({ inTime: 0, late: 0 })).toBeNull();
    expect(inTimePercent({ inTime: 999, late: 1 })).toBe(99);
    expect(inTimePercent({ inTime: 3, late: 0 })).toBe(100);
  });

  it('says how long it took from the finding to the receipt', () => {
    expect(tookWords(critical({ receipt: receipt(at(25)) }))).toBe('25 min');
    expect(tookWords(critical())).toBeNull();
  });
});
