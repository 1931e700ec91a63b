/** Segmented palette data (PS3.3 C.7.9.2.2): runs of values and lines between values, some of them repeated. */

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/**
 * Expands segments to entries; stops at `length` entries, so that what repeats itself ends. Undefined where the
 * words are no segments.
 */
export function expandSegments(words: Uint16Array, length: number): Uint16Array | undefined {
  const entries: number[] = [];
  const complete = expand(words, { at: 0, segments: Infinity, nested: false }, entries, length);
  return complete && entries.length >= length ? Uint16Array.from(entries.slice(0, length)) : undefined;
}

interface Stretch {
  at: number;
  /** How many segments to read. */
  segments: number;
  nested: boolean;
}

function expand(words: Uint16Array, stretch: Stretch, entries: number[], length: number): boolean {
  let { at } = stretch;
  for (let read = 0; read < stretch.segments && at + 1 < words.length; read += 1) {
    if (entries.length >= length) return true;
    const [kind, count = 0] = [words[at], words[at + 1]];
    if (kind === DISCRETE) {
      entries.push(...words.subarray(at + 2, at + 2 + count));
      at += 2 + count;
    } else if (kind === LINEAR && entries.length > 0) {
      line(entries, count, words[at + 2] ?? 0);
      at += 3;
    } else if (kind === INDIRECT && !stretch.nested) {
      const start = ((words[at + 2] ?? 0) | ((words[at + 3] ?? 0) << 16)) >>> 1;
      if (!expand(words, { at: start, segments: count, nested: true }, entries, length)) return false;
      at += 4;
    } else return false;
  }
  return true;
}

/** From the last entry, which is there already, to `end` in `count` steps. */
function line(entries: number[], count: number, end: number): void {
  const start = entries.at(-1) ?? 0;
  for (let step = 1; step <= count; step += 1) {
    entries.push(Math.round(start + ((end - start) * step) / count));
  }
}
