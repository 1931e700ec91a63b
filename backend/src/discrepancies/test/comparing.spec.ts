import type { ReportSection } from '@firstread/contract';
import fc from 'fast-check';
import { differencesOf, impressionOf } from '../domain/comparing.js';

const says = (findings: string, impression = '', technique = ''): ReportSection[] => [
  { id: 'technique', text: technique },
  { id: 'findings', text: findings },
  { id: 'impression', text: impression },
];

describe('comparing two reports', () => {
  it('looks at findings and impression, and names those that differ with both texts', () => {
    expect(differencesOf(says('Clear.', 'Normal.', 'Low dose'), says('Clear.', 'Nodule.', 'Dose'))).toEqual([
      { section: 'impression', preliminary: 'Normal.', final: 'Nodule.' },
    ]);
  });

  it('takes a section that is missing as one without words', () => {
    expect(differencesOf([{ id: 'findings', text: 'Clear.' }], says('Clear.'))).toEqual([]);
    expect(differencesOf([], says('', 'Nodule.'))).toHaveLength(1);
  });

  it('never sees white space, and never misses a word', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const space = fc.constantFrom(' ', '\n', '\t ', ' \r\n ', '\u00a0');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, space), { minLength: 1 }), space, word, (parts, edge, more) => {
        const plain = parts.map(([one]) => one).join(' ');
        const spaced = edge + parts.map(([one, after]) => one + after).join('');
        expect(differencesOf(says(plain), says(spaced))).toEqual([]);
        expect(differencesOf(says(plain), says(`${spaced} ${more}`))).toHaveLength(1);
      }),
    );
  });

  it('has the findings stand for an impression that is empty', () => {
    expect(impressionOf(says('Clear.', ' '))).toBe('Clear.');
    expect(impressionOf(says('Clear.', ' Nodule. '))).toBe('Nodule.');
  });
});
