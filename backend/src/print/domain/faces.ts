/** Typefaces of a paper: that of its text, and one for scripts which that does not have. */
export type Face = 'text' | 'other';

export interface Run {
  face: Face;
  text: string;
}

/** Whether a typeface has a code point. */
export type Has = (codePoint: number) => boolean;

/** Stands where no typeface has a character: the geta mark of Japanese print. */
export const REPLACEMENT = '〓';

const CONTROL = /\p{Cc}/u;
const MARK = /\p{M}/u;

/**
 * Splits text by the typeface that shows it. A combining mark stays with its letter where that can be; what no typeface has is
 * replaced, and named by its code point.
 */
export function runsOf(text: string, has: Readonly<Record<Face, Has>>): { runs: Run[]; missing: number[] } {
  const runs: Run[] = [];
  const missing: number[] = [];
  const add = (face: Face, character: string): void => {
    const last = runs.at(-1);
    if (last?.face === face) last.text += character;
    else runs.push({ face, text: character });
  };
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const former = runs.at(-1)?.face;
    if (former && MARK.test(character) && has[former](codePoint)) add(former, character);
    else if (CONTROL.test(character) || has.text(codePoint)) add('text', character);
    else if (has.other(codePoint)) add('other', character);
    else {
      missing.push(codePoint);
      add('other', REPLACEMENT);
    }
  }
  return { runs, missing };
}
