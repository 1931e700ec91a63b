import { columnIdSchema, FROZEN_COLUMNS, matchesFilter } from '@firstread/contract';
import { addressOf, placeIn } from '@/lib/list/worklist-address';
import { choosable, columnLayout, moved } from '../model/column-layout';
import { withValue } from '../model/filter-change';
import { applyChanged, fromPages } from '../model/list-state';
import { page, row } from './worklist.factory';

describe('the address', () => {
  it('names the view, and what departs from it', () => {
    const place = {
      view: 'stat',
      filter: { modalities: ['CT'], holder: 'nobody' as const },
      sort: [{ column: 'waiting' as const, direction: 'descending' as const }],
    };
    expect(placeIn(addressOf(place))).toEqual(place);
    expect(addressOf({ view: 'all', filter: null, sort: null })).toBe('?view=all');
  });
  it('names nothing where it is empty, and ignores what cannot be read', () => {
    expect(placeIn('')).toBeNull();
    expect(placeIn('?view=all&filter={"name":"X"}&sort=[[')).toEqual({
      view: 'all',
      filter: null,
      sort: null,
    });
  });
});

describe('the columns', () => {
  it.each([700, 1000, 1366, 1920, 2560])('always begin with those that are frozen, at %i px', (width) => {
    for (const chosen of [null, [], ['images', 'why'] as const])
      expect(columnLayout(chosen, width).ids.slice(0, 3)).toEqual(FROZEN_COLUMNS);
  });
  it('are as many as the width takes, or those chosen, at the cost of scrolling', () => {
    expect(columnLayout(null, 1920).ids).toHaveLength(columnIdSchema.options.length);
    expect(columnLayout(null, 800).ids).not.toContain('why');
    expect(columnLayout(null, 800).leastWidth).toBe(0);
    const all = columnLayout(choosable, 800);
    expect(all.ids).toHaveLength(columnIdSchema.options.length);
    expect(all.leastWidth).toBeGreaterThan(800);
  });
  it('are moved by a place, and not past the ends', () => {
    expect(moved(['why', 'exam', 'images'], 'exam', -1)).toEqual(['exam', 'why', 'images']);
    expect(moved(['why', 'exam'], 'exam', 1)).toEqual(['why', 'exam']);
  });
});

describe('a filter on the page', () => {
  it('asks for nothing where no value is left', () => {
    const one = withValue({}, 'modalities', 'CT', true);
    expect(one).toEqual({ modalities: ['CT'] });
    expect(withValue(one, 'modalities', 'CT', false)).toEqual({});
  });

  it('takes and gives up studies as changes are pushed, and keeps the count of all', () => {
    const matches = (item: ReturnType<typeof row>): boolean =>
      matchesFilter({ holder: 'nobody', modalities: ['CT'] }, item, 'me');
    const state = fromPages(null, [
      page([row('1'), row('2')], { counts: { unread: 2, stat: 0, overdue: 0, total: 9 } }),
    ]);
    const push = (uid: string, item: ReturnType<typeof row> | null) => ({
      sequence: '11',
      serverTime: '2026-11-24T08:00:05.000Z',
      changes: [{ studyInstanceUid: `1.2.${uid}`, version: 2, item }],
    });
    const shown = (next: typeof state) => next.rows.map((item) => item.studyInstanceUid.slice(4));
    const claim = {
      holderId: 'me',
      holder: 'Me',
      since: '2026-11-24T08:00:00.000Z',
      expiresAt: '2026-11-24T08:02:00.000Z',
      handedOver: null,
    };
    const claimed = applyChanged(state, push('1', row('1', { version: 2, claim })), matches);
    expect(shown(claimed)).toEqual(['2']);
    expect(claimed.counts).toEqual({ unread: 1, stat: 0, overdue: 0, total: 9 });
    const other = applyChanged(state, push('3', row('3', { version: 2, modalities: ['MR'] })), matches);
    expect(shown(other)).toEqual(['1', '2']);
    const fresh = applyChanged(state, push('3', row('3', { version: 2 })), matches);
    expect(shown(fresh)).toEqual(['1', '2', '3']);
    const read = applyChanged(state, push('2', null), matches);
    expect(read.counts).toEqual({ unread: 1, stat: 0, overdue: 0, total: 8 });
  });
});
