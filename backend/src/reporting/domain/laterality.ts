/** Sides as reports and descriptions name them. */
export type Side = 'left' | 'right';

const SIDED = /\b(left|right|bilateral|bilaterally|both)\b(?:[- ]sided)?/gi;
/** As descriptions of studies abbreviate them. */
const IN_DESCRIPTION: Readonly<Record<Side, RegExp>> = {
  left: /\b(left|lt|l|li|links)\b/i,
  right: /\b(right|rt|r|re|rechts)\b/i,
};
const BOTH = /\b(both|bilateral|bilat|bds|bil)\b/i;
/** Words behind a side that it may be said of. */
const REACH = 3;
const STOP = new Set('the a an of in and or with at is are on to no side sided'.split(' '));

/** A place where a text names a side, and what it may be said of. */
export interface SideMention {
  /** `both` stands for each of them. */
  side: Side | 'both';
  words: string[];
  /** The words around it. */
  text: string;
}

export function sidesIn(text: string): SideMention[] {
  return [...text.matchAll(SIDED)].map((match) => {
    const named = (match[1] ?? '').toLowerCase();
    const rest = text.slice(match.index + match[0].length).split(/[.;:\n]/)[0] ?? '';
    return {
      side: named === 'left' || named === 'right' ? named : 'both',
      words: wordsOf(rest).slice(0, REACH),
      text: around(text, match.index, match[0].length),
    };
  });
}

/** The one side that a study is of; null where it is of both, of none, or does not say. */
export function sideOfStudy(lateralities: readonly string[], description: string | null): Side | null {
  const said = new Set(lateralities.filter((one) => one === 'L' || one === 'R' || one === 'B'));
  const text = (description ?? '').replaceAll('_', ' ');
  if (IN_DESCRIPTION.left.test(text)) said.add('L');
  if (IN_DESCRIPTION.right.test(text)) said.add('R');
  if (BOTH.test(text) || said.size !== 1 || said.has('B')) return null;
  return said.has('L') ? 'left' : 'right';
}

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/**
 * The mentions of a side in the impression that the findings contradict: they never name that side though they name the
 * other, or they name what it is said of beside the other side alone.
 */
export function contradictedSides(findings: string, impression: string): SideMention[] {
  const found = sidesIn(findings);
  if (found.length === 0) return [];
  const beside = (side: Side): SideMention[] =>
    found.filter((one) => one.side === side || one.side === 'both');
  return sidesIn(impression).filter(({ side, words }) => {
    if (side === 'both') return false;
    const same = beside(side);
    if (same.length === 0) return true;
    const here = new Set(same.flatMap((one) => one.words));
    const there = new Set(beside(otherSide(side)).flatMap((one) => one.words));
    const known = words.filter((word) => here.has(word) || there.has(word));
    return known.length > 0 && known.every((word) => !here.has(word));
  });
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => !STOP.has(word));
}

/** The line, or what is left of it near the place. */
function around(text: string, at: number, length: number): string {
  const start = Math.max(text.lastIndexOf('\n', at) + 1, at - 30);
  const end = text.indexOf('\n', at);
  return text.slice(start, Math.min(end < 0 ? text.length : end, at + length + 40)).trim();
}
