import { expandSegments } from './segmented-palette.js';

describe('segmented palette', () => {
  it('joins runs of values, lines and repetitions', () => {
    const words = Uint16Array.of(0, 2, 10, 20, 1, 2, 40, 2, 1, 0, 0);
    expect([...(expandSegments(words, 6) ?? [])]).toEqual([10, 20, 30, 40, 10, 20]);
  });

  it.each([
    ['too few entries', [0, 2, 1, 2]],
    ['a line from nowhere', [1, 2, 5]],
    ['a repetition of a repetition', [0, 1, 5, 2, 1, 6, 0]],
    ['an unknown kind', [7, 1, 1]],
  ])('gives nothing for %s', (_, words) => {
    expect(expandSegments(Uint16Array.from(words), 8)).toBeUndefined();
  });
});
