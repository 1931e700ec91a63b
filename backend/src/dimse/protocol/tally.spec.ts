import { Tally, type StoreResult } from './tally.js';

function result(outcome: StoreResult['outcome'], sopInstanceUid = '1.2'): StoreResult {
  return { sopInstanceUid, outcome, status: null, detail: outcome === 'failed' ? 'no room' : undefined };
}

describe('the counts of a retrieval', () => {
  it('add up to what was planned', () => {
    const tally = new Tally(5);
    for (const outcome of ['stored', 'warning', 'failed'] as const) tally.add(result(outcome));
    expect([tally.completed, tally.warnings, tally.failures, tally.remaining]).toEqual([1, 1, 1, 2]);
  });

  it.each([
    [[], 0x0000],
    [['stored', 'stored'], 0x0000],
    [['stored', 'warning'], 0x0000],
    [['stored', 'failed'], 0xb000],
    [['failed', 'failed'], 0xa702],
  ] as const)('%j end with status %p', (outcomes, status) => {
    const tally = new Tally(outcomes.length);
    for (const outcome of outcomes) tally.add(result(outcome));
    expect(tally.finalStatus).toBe(status);
  });

  it('name what failed, and why the first did', () => {
    const tally = new Tally(2);
    tally.add(result('failed', '1.2.3'));
    tally.add({ ...result('failed', '1.2.4'), detail: 'later' });
    expect(tally.failedUids).toEqual(['1.2.3', '1.2.4']);
    expect(tally.reason).toBe('no room');
  });
});
