import { holdNewer, newestOf } from '../list/held';

interface Row {
  at: string;
}
const at = (row: Row): string => row.at;
const rows = (...minutes: number[]): Row[] =>
  minutes.map((minute) => ({ at: `2026-11-25T12:${String(minute).padStart(2, '0')}:00.000Z` }));

describe('a list of the newest first that is held', () => {
  it('shows nothing newer than the newest that was shown, and counts what waits', () => {
    const newest = newestOf(rows(5, 3), at);
    expect(holdNewer(rows(9, 7, 5, 3), at, newest)).toEqual({ rows: rows(5, 3), fresh: 2 });
  });

  it('takes older rows at its end', () => {
    const newest = newestOf(rows(5, 3), at);
    expect(holdNewer(rows(5, 3, 1), at, newest)).toEqual({ rows: rows(5, 3, 1), fresh: 0 });
  });

  it('stays as it is where the newest row itself is gone', () => {
    expect(holdNewer(rows(9, 3), at, newestOf(rows(5, 3), at))).toEqual({ rows: rows(3), fresh: 1 });
  });

  it('has nothing to hold where nothing was shown', () => {
    expect(newestOf([], at)).toBeNull();
    expect(holdNewer(rows(9), at, null)).toEqual({ rows: rows(9), fresh: 0 });
  });
});
