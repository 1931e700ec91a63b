import { REPLACEMENT, runsOf } from '../domain/faces.js';

const latin = (codePoint: number): boolean => codePoint < 0x400;
const han = (codePoint: number): boolean => codePoint >= 0x3000 && codePoint < 0xfffe;
const split = (text: string) => runsOf(text, { text: latin, other: han });

describe('text of several scripts', () => {
  it('is split by the typeface that has it', () => {
    expect(split('Wang = 王小明, 44 y').runs).toEqual([
      { face: 'text', text: 'Wang = ' },
      { face: 'other', text: '王小明' },
      { face: 'text', text: ', 44 y' },
    ]);
    expect(split('Normal.\n').runs).toEqual([{ face: 'text', text: 'Normal.\n' }]);
    expect(split('').runs).toEqual([]);
  });

  it('never has a gap: what no typeface has is replaced, and said', () => {
    expect(split('𠮷 x')).toEqual({
      runs: [
        { face: 'other', text: REPLACEMENT },
        { face: 'text', text: ' x' },
      ],
      missing: [0x20bb7],
    });
  });

  it('keeps a combining mark with its letter', () => {
    expect(split('が').runs).toEqual([{ face: 'other', text: 'が' }]);
  });
});
