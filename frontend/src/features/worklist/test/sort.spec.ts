import { compareReadingOrder, type Sort } from '@firstread/contract';
import { advance, follow } from '../model/hold';
import { promotedSince } from '../model/promotions';
import { orderOf, toggled } from '../model/sort';
import { ai, row } from './worklist.factory';

const uids = (items: readonly { studyInstanceUid: string }[]): string[] =>
  items.map((item) => item.studyInstanceUid.slice(4));
const sorted = (sort: Sort, items: ReturnType<typeof row>[]): string[] =>
  uids([...items].sort(orderOf(sort)));

const images = { column: 'images', direction: 'descending' } as const;
const modality = { column: 'modality', direction: 'ascending' } as const;

describe('a sort', () => {
  const items = [
    row('1', { modalities: ['MR'], instanceCount: 5 }),
    row('2', { modalities: ['CT'], instanceCount: 5 }),
    row('3', { modalities: ['CT'], instanceCount: 90, band: 0 }),
    row('4', { modalities: ['CT'], instanceCount: 5, band: 1 }),
  ];

  it('without keys is the reading order itself', () => {
    expect(orderOf([])).toBe(compareReadingOrder);
  });
  it('goes by its keys in their rank, then by the reading order', () => {
    expect(sorted([images], items)).toEqual(['3', '4', '1', '2']);
    expect(sorted([modality, images], items)).toEqual(['3', '4', '2', '1']);
  });
  it('has the longest waiting last when ascending', () => {
    const early = row('8', { readyAt: '2026-11-24T01:00:00.000Z' });
    const late = row('9', { readyAt: '2026-11-24T09:00:00.000Z' });
    expect(sorted([{ column: 'waiting', direction: 'ascending' }], [early, late])).toEqual(['9', '8']);
  });
  it('puts a suspicion of AI to the top, whatever direction is asked for', () => {
    const rows = [row('5', { ai: [ai('notFlagged')] }), row('6', { ai: [ai('flagged')] }), row('7')];
    for (const direction of ['ascending', 'descending'] as const)
      expect(sorted([{ column: 'aiTriage', direction }], rows)[0]).toBe('6');
  });
});

describe('a click on a column', () => {
  it('goes from ascending to descending to the reading order', () => {
    const once = toggled([], 'images', false);
    const twice = toggled(once, 'images', false);
    expect(once).toEqual([{ column: 'images', direction: 'ascending' }]);
    expect(twice).toEqual([images]);
    expect(toggled(twice, 'images', false)).toEqual([]);
  });
  it('takes the place of other keys; a further one stands behind them', () => {
    expect(toggled([images], 'modality', false)).toEqual([modality]);
    expect(toggled([images], 'modality', true)).toEqual([images, modality]);
    expect(toggled([images, modality], 'images', true)).toEqual([modality]);
    expect(toggled([images, modality], 'modality', false)).toEqual([modality]);
  });
  it('never asks for the suspicions of AI last', () => {
    expect(toggled(toggled([], 'aiTriage', false), 'aiTriage', false)).toEqual([]);
  });
});

describe('a sorted list', () => {
  const order = orderOf([images]);
  const [a, b, c] = [
    row('1', { instanceCount: 9 }),
    row('2', { instanceCount: 5 }),
    row('3', { instanceCount: 1 }),
  ];

  it('is held still as the reading order is', () => {
    const grown = { ...c, version: 2, instanceCount: 50 };
    const view = advance(follow([a, b, c]), [grown, a, b], true, order);
    expect(uids(view.rows.map((shown) => shown.item))).toEqual(['1', '2', '3']);
    expect(view.rows[2]?.move).toBe('up');
    const smallest = row('4', { instanceCount: 0, band: 0 });
    const appended = advance(follow([a, b, c]), [a, b, c, smallest], true, order);
    expect(uids(appended.rows.map((shown) => shown.item))).toEqual(['1', '2', '3', '4']);
  });

  it('says what the reading order has promoted meanwhile, and nothing else', () => {
    const raised = { ...c, version: 2, band: 1 as const };
    const fresh = row('5', { band: 0 });
    const behind = row('6', { rankAt: '2027-01-01T00:00:00.000Z' });
    const claimed = { ...a, version: 2 };
    const { movedUp, added } = promotedSince([a, b, c], [fresh, raised, claimed, b, behind]);
    expect(uids(movedUp)).toEqual(['3']);
    expect(uids(added)).toEqual(['5']);
  });
});
