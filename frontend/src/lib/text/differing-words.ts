/** A stretch of a text, and whether the other text has it. */
export interface Part {
  text: string;
  differs: boolean;
}

/** Beyond this many pairs of words, what stands between the same beginning and the same end counts as different. */
const MOST_PAIRS = 2_000_000;

/** Both texts in parts, each marked with what the other does not have. Words are compared; white space is kept as it is. */
export function differingWords(one: string, other: string): { one: Part[]; other: Part[] } {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const { inOne, inOther } = common(a.map(said), b.map(said));
  return { one: partsOf(a, inOne), other: partsOf(b, inOther) };
}

/** Words with the white space before them; what is after the last one stands by itself. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

const said = (word: string): string => word.trim().normalize('NFC');

interface Common {
  inOne: ReadonlySet<number>;
  inOther: ReadonlySet<number>;
}

/** The places of the longest sequence that both have. */
function common(a: readonly string[], b: readonly string[]): Common {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const inOne = new Set<number>();
  const inOther = new Set<number>();
  for (let index = 0; index < start; index++) {
    inOne.add(index);
    inOther.add(index);
  }
  for (let index = 1; index <= tail; index++) {
    inOne.add(a.length - index);
    inOther.add(b.length - index);
  }
  for (const [x, y] of pairs(a.slice(start, a.length - tail), b.slice(start, b.length - tail))) {
    inOne.add(start + x);
    inOther.add(start + y);
  }
  return { inOne, inOther };
}

/** The longest common subsequence, by the table of its lengths. */
function pairs(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_PAIRS) return [];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (x: number, y: number): number => length[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x--)
    for (let y = b.length - 1; y >= 0; y--)
      length[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const found: [number, number][] = [];
  for (let x = 0, y = 0; x < a.length && y < b.length;) {
    if (a[x] === b[y]) found.push([x++, y++]);
    else if (at(x + 1, y) >= at(x, y + 1)) x += 1;
    else y += 1;
  }
  return found;
}

/** Neighbours of a kind are one part. */
function partsOf(words: readonly string[], kept: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  words.forEach((text, index) => {
    const differs = !kept.has(index) && text.trim() !== '';
    const last = parts.at(-1);
    if (last && (last.differs === differs || text.trim() === '')) last.text += text;
    else parts.push({ text, differs });
  });
  return parts;
}
