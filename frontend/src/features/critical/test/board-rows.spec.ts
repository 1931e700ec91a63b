import { currentRows, heldBoard, neighbour } from '../model/board-rows';
import { critical } from './critical.factory';

const open = (...ids: string[]) => ids.map((id) => critical({ id }));
const idsOf = (rows: ReturnType<typeof currentRows>) => rows.map(({ result: { id } }) => id);

describe('the board', () => {
  it('has the order of the server while nobody points at it', () => {
    expect(idsOf(currentRows(open('b', 'a')))).toEqual(['b', 'a']);
  });

  it('keeps every row in its place while somebody does, whatever comes and goes', () => {
    const { rows, fresh } = heldBoard(currentRows(open('a', 'b', 'c')), open('new', 'c', 'first', 'a'));
    expect(rows.map(({ result, gone }) => [result.id, gone])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
    expect(fresh).toBe(2);
    // What came back is open again, in its place.
    expect(heldBoard(rows, open('b')).rows.map(({ gone }) => gone)).toEqual([true, false, true]);
  });

  it('tells what is new of a row that stays', () => {
    const { rows } = heldBoard(currentRows(open('a')), [critical({ id: 'a', version: 2, told: 'section' })]);
    expect(rows[0]?.result).toMatchObject({ version: 2, told: 'section' });
  });

  it('is walked by one row at a time, and stops at its ends', () => {
    const rows = currentRows(open('a', 'b'));
    expect(neighbour(rows, 'a', 1)).toBe('b');
    expect(neighbour(rows, 'b', 1)).toBe('b');
    expect(neighbour(rows, 'a', -1)).toBe('a');
    expect(neighbour(rows, 'gone', -1)).toBe('a');
    expect(neighbour([], null, 1)).toBeNull();
  });
});
