import fc from 'fast-check';
import { differingWords, type Part } from '../differing-words';

const marked = (parts: readonly Part[]): string[] =>
  parts.filter(({ differs }) => differs).map(({ text }) => text.trim());
const all = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('');

describe('what differs between two texts', () => {
  it('is marked in each of them, and nothing else is', () => {
    const { one, other } = differingWords(
      'No acute finding. Heart normal.',
      'Acute finding. Heart is normal.',
    );
    expect(marked(one)).toEqual(['No acute']);
    expect(marked(other)).toEqual(['Acute', 'is']);
  });

  it('is all of a text that the other has nothing of, and nothing of white space', () => {
    expect(marked(differingWords('', 'Small nodule').other)).toEqual(['Small nodule']);
    expect(marked(differingWords('Small  nodule\n', ' Small\nnodule').one)).toEqual([]);
  });

  it('leaves the words as they are, and of both texts the same words unmarked in the same order', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'no ', ' normal. '))
      .map((parts) => parts.join(''));
    const unmarked = (parts: readonly Part[]): string =>
      parts
        .filter(({ differs }) => !differs)
        .map((part) => part.text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim();
    fc.assert(
      fc.property(text, text, (one, other) => {
        const found = differingWords(one, other);
        expect([all(found.one), all(found.other)]).toEqual([one, other]);
        expect(unmarked(found.one)).toBe(unmarked(found.other));
      }),
    );
  });

  it('of long texts without anything in common is found without a large table', () => {
    const long = (word: string): string => Array.from({ length: 4000 }, (_, index) => word + index).join(' ');
    const { one, other } = differingWords(`Same ${long('a')} end`, `Same ${long('b')} end`);
    expect([one, other].map((parts) => parts.map(({ differs }) => differs))).toEqual([
      [false, true, false],
      [false, true, false],
    ]);
  });
});
