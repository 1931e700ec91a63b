import { compareReadingOrder } from '@firstread/contract';
import {
  appendPage,
  applyChanged,
  applyItem,
  compareSequence,
  fromPages,
  nothingYet,
  type ListState,
} from '../model/list-state';
import { page, row } from './worklist.factory';

const uids = (state: ListState): string[] => state.rows.map((item) => item.studyInstanceUid.slice(4));
const message = (
  sequence: string,
  ...changes: { uid: string; version: number; item: ReturnType<typeof row> | null }[]
) => ({
  sequence,
  serverTime: '2026-11-24T08:00:05.000Z',
  changes: changes.map(({ uid, version, item }) => ({ studyInstanceUid: `1.2.${uid}`, version, item })),
});

describe('pushed changes', () => {
  const state = fromPages(null, [page([row('1', { version: 5 }), row('2')])]);

  it('replaces a row by a newer version and ignores an older one', () => {
    const newer = applyChanged(
      state,
      message('11', { uid: '1', version: 6, item: row('1', { version: 6, instanceCount: 99 }) }),
    );
    expect(newer.items.get('1.2.1')?.instanceCount).toBe(99);
    const older = applyChanged(
      newer,
      message('12', { uid: '1', version: 4, item: row('1', { version: 4, instanceCount: 1 }) }),
    );
    expect(older.items.get('1.2.1')?.instanceCount).toBe(99);
  });

  it('takes a study off the list and does not let an older message bring it back', () => {
    const gone = applyChanged(state, message('11', { uid: '1', version: 6, item: null }));
    expect(uids(gone)).toEqual(['2']);
    expect(gone.counts.unread).toBe(1);
    expect(
      uids(applyChanged(gone, message('12', { uid: '1', version: 5, item: row('1', { version: 5 }) }))),
    ).toEqual(['2']);
    expect(
      uids(applyChanged(gone, message('13', { uid: '1', version: 7, item: row('1', { version: 7 }) }))),
    ).toEqual(['1', '2']);
  });

  it('adds a new study and counts it', () => {
    const next = applyChanged(
      state,
      message('11', { uid: '3', version: 1, item: row('3', { band: 0, overdue: true }) }),
    );
    expect(uids(next)).toEqual(['3', '1', '2']);
    expect(next.counts).toEqual({ unread: 3, stat: 1, overdue: 1, total: 3 });
  });

  it('applies the same message twice without harm', () => {
    const once = applyChanged(state, message('11', { uid: '3', version: 1, item: row('3') }));
    const twice = applyChanged(once, message('11', { uid: '3', version: 1, item: row('3') }));
    expect(twice.counts).toEqual(once.counts);
    expect(uids(twice)).toEqual(uids(once));
  });

  it('takes the answer to our own change: read leaves the list, undo comes back', () => {
    const read = applyItem(state, row('2', { version: 2, reading: 'read' }));
    expect(uids(read)).toEqual(['1']);
    expect(uids(applyItem(read, row('2', { version: 3 })))).toEqual(['1', '2']);
  });
});

it('keeps its rows in reading order through any changes, as sorting them anew would', () => {
  // Numbers that look random and are the same in each run.
  let seed = 7;
  const below = (limit: number): number => {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  };
  let state = fromPages(null, [page([])]);
  for (let version = 1; version <= 600; version += 1) {
    const uid = String(below(40));
    const rankAt = `2026-11-24T${String(8 + below(4)).padStart(2, '0')}:00:00.000Z`;
    const item = below(5) === 0 ? null : row(uid, { version, band: below(4) as 0 | 1 | 2 | 3, rankAt });
    state = applyChanged(state, message(String(version), { uid, version, item }));
    expect(state.rows).toEqual([...state.items.values()].sort(compareReadingOrder));
  }
  expect(state.rows.length).toBeGreaterThan(20);
});

describe('pages', () => {
  it('does not show a pushed study that belongs behind the loaded part: its page will bring it', () => {
    const first = fromPages(null, [
      page([row('1'), row('2')], { next: 'x', counts: { unread: 9, stat: 0, overdue: 0, total: 9 } }),
    ]);
    const pushed = applyChanged(
      first,
      message('11', { uid: '7', version: 2, item: row('7', { version: 2 }) }),
    );
    expect(uids(pushed)).toEqual(['1', '2']);
    expect(uids(appendPage(pushed, page([row('5'), row('7', { version: 2 })])))).toEqual([
      '1',
      '2',
      '5',
      '7',
    ]);
  });

  it('knows better than a further page that was read before a push', () => {
    const counts = { unread: 9, stat: 0, overdue: 0, total: 9 };
    const first = fromPages(null, [page([row('1'), row('2')], { next: 'x', counts })]);
    const later = '2026-11-24T13:00:00.000Z';
    const pushed = applyChanged(
      first,
      message(
        '11',
        { uid: '2', version: 2, item: row('2', { version: 2, rankAt: later }) },
        { uid: '3', version: 2, item: row('3', { version: 2, rankAt: later }) },
      ),
    );
    const end = row('9', { rankAt: '2026-11-24T12:30:00.000Z' });
    const second = appendPage(pushed, page([row('3'), end], { next: 'y', counts }));
    expect(uids(second)).toEqual(['1', '9']);
    expect(uids(appendPage(second, page([])))).toEqual(['1', '9', '2', '3']);
  });

  it('keeps what was pushed while the first page was on its way', () => {
    const early = applyChanged(
      nothingYet,
      message(
        '20',
        { uid: '3', version: 1, item: row('3') },
        { uid: '1', version: 4, item: row('1', { version: 4 }) },
        { uid: '2', version: 2, item: null },
      ),
    );
    const stale = fromPages(early, [page([row('1'), row('2')], { sequence: '15' })]);
    expect(uids(stale)).toEqual(['1', '3']);
    expect(stale.items.get('1.2.1')?.version).toBe(4);
    expect(uids(fromPages(early, [page([row('1', { version: 5 })], { sequence: '25' })]))).toEqual(['1']);
  });

  it('counts the rows of a list that is all loaded, and believes the server of the others', () => {
    const early = applyChanged(
      nothingYet,
      message('20', { uid: '3', version: 1, item: row('3', { band: 0 }) }),
    );
    const counts = { unread: 1, stat: 0, overdue: 0, total: 6 };
    expect(fromPages(early, [page([row('1')], { counts })]).counts).toEqual({
      unread: 2,
      stat: 1,
      overdue: 0,
      total: 7,
    });
    expect(fromPages(early, [page([row('1')], { counts, next: 'x' })]).counts).toEqual(counts);
  });

  it('shows a study that is raised out of the part not loaded yet', () => {
    const first = fromPages(null, [page([row('1'), row('2')], { next: 'x' })]);
    expect(
      uids(
        applyChanged(first, message('11', { uid: '7', version: 2, item: row('7', { version: 2, band: 1 }) })),
      ),
    ).toEqual(['7', '1', '2']);
  });

  it('keeps what was pushed after the fetched page was read, and only that', () => {
    const state = fromPages(null, [page([row('1')])]);
    const pushed = applyChanged(
      state,
      message(
        '20',
        { uid: '3', version: 1, item: row('3') },
        { uid: '1', version: 4, item: row('1', { version: 4 }) },
      ),
    );
    const stale = fromPages(pushed, [page([row('1', { version: 2 })], { sequence: '15' })]);
    expect(uids(stale)).toEqual(['1', '3']);
    expect(stale.items.get('1.2.1')?.version).toBe(4);
    const fresh = fromPages(pushed, [page([row('1', { version: 5 })], { sequence: '25' })]);
    expect(uids(fresh)).toEqual(['1']);
  });

  it('does not bring back a study that left after the page was read', () => {
    const state = fromPages(null, [page([row('1'), row('2')])]);
    const gone = applyChanged(state, message('20', { uid: '2', version: 2, item: null }));
    expect(uids(fromPages(gone, [page([row('1'), row('2')], { sequence: '15' })]))).toEqual(['1']);
    expect(uids(fromPages(gone, [page([row('1'), row('2', { version: 3 })], { sequence: '25' })]))).toEqual([
      '1',
      '2',
    ]);
  });

  it('compares sequences as the numbers they are', () => {
    expect(compareSequence('9', '10')).toBeLessThan(0);
    expect(compareSequence('90071992547409931', '90071992547409930')).toBeGreaterThan(0);
    expect(compareSequence('7', '7')).toBe(0);
    expect(compareSequence('999.5', '1000.1')).toBeLessThan(0);
    expect(compareSequence('1000.10', '1000.9')).toBeGreaterThan(0);
    expect(compareSequence('1000.10', '1000.10')).toBe(0);
  });
});
