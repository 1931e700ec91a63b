/** Whether a value may be written under its value representation (PS3.5 section 6.2). */

const MAX_CHARACTERS: Readonly<Record<string, number>> = { AE: 16, LO: 64, SH: 16, ST: 1024, LT: 10240 };

const PATTERNS: Readonly<Record<string, RegExp>> = {
  AS: /^\d{3}[DWMY]$/,
  AT: /^[0-9A-F]{8}$/,
  CS: /^[A-Z0-9 _]{0,16}$/,
  DA: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  DS: /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *$/,
  DT: /^\d{4}(\d{2}){0,5}(\.\d{1,6})?([+-]\d{4})?$/,
  IS: /^ *[+-]?\d{1,11} *$/,
  TM: /^([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?$/,
  UI: /^\d+(\.\d+)*$/,
};

const PATTERN_LENGTHS: Readonly<Record<string, number>> = { DS: 16, IS: 12, DT: 26, UI: 64 };

const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  SL: [-(2 ** 31), 2 ** 31 - 1],
  SS: [-(2 ** 15), 2 ** 15 - 1],
  UL: [0, 2 ** 32 - 1],
  US: [0, 2 ** 16 - 1],
};

/** Text VRs that are one value and may hold a backslash, CR, LF, FF and TAB (PS3.5 table 6.2-1). */
const PARAGRAPH_VRS: ReadonlySet<string> = new Set(['ST', 'LT', 'UT']);
const TEXT_VRS: ReadonlySet<string> = new Set(['AE', 'LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UR', 'PN']);

/**
 * The reason why `value` may not stand under `vr`, in words; undefined where it may. With `anyLength`, text may be
 * longer than its VR allows. Leading zeros in a UID are let pass: a source image keeps the UID it came with.
 */
export function valueProblem(vr: string, value: string | number, anyLength = false): string | undefined {
  const range = INTEGER_RANGES[vr];
  if (range !== undefined) return integerProblem(value, range);
  if (vr === 'FL' || vr === 'FD') return Number.isFinite(value) ? undefined : 'is not a finite number';
  if (typeof value === 'number') {
    return vr === 'DS' || vr === 'IS' ? numberStringProblem(vr, value) : `is a number, ${vr} is text`;
  }
  const pattern = PATTERNS[vr];
  if (pattern !== undefined) {
    const limit = PATTERN_LENGTHS[vr];
    if (limit !== undefined && value.length > limit) return `is longer than the ${limit} characters of ${vr}`;
    return pattern.test(value) ? undefined : `is not of the form that ${vr} asks for`;
  }
  return TEXT_VRS.has(vr) ? textProblem(vr, value, anyLength) : `cannot be written under VR ${vr}`;
}

function integerProblem(
  value: string | number,
  [least, most]: readonly [number, number],
): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'is not an integer';
  return value < least || value > most ? `is outside ${least} to ${most}` : undefined;
}

function numberStringProblem(vr: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'is not a finite number';
  return vr === 'IS' && !Number.isInteger(value) ? 'is not an integer' : undefined;
}

function textProblem(vr: string, value: string, anyLength: boolean): string | undefined {
  if (hasControlCharacter(value, PARAGRAPH_VRS.has(vr))) return 'contains a control character';
  if (!PARAGRAPH_VRS.has(vr) && value.includes('\\')) return 'contains a backslash';
  if (vr === 'PN') return personNameProblem(value, anyLength);
  const limit = anyLength ? undefined : MAX_CHARACTERS[vr];
  return limit !== undefined && [...value].length > limit
    ? `is longer than the ${limit} characters of ${vr}`
    : undefined;
}

function personNameProblem(value: string, anyLength: boolean): string | undefined {
  const groups = value.split('=');
  if (groups.length > 3) return 'has more than three component groups';
  if (anyLength) return undefined;
  return groups.some((group) => [...group].length > 64) ? 'has a group longer than 64 characters' : undefined;
}

function hasControlCharacter(value: string, lineBreaksAllowed: boolean): boolean {
  for (const character of value) {
    const code = character.charCodeAt(0);
    const lineBreak = code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
    if ((code < 0x20 && !(lineBreak && lineBreaksAllowed)) || code === 0x7f) return true;
  }
  return false;
}

/** A number as a decimal string of at most 16 characters, with as many digits as fit (PS3.5 table 6.2-1, DS). */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a decimal string`);
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 16; digits > 0; digits -= 1) {
    const rounded = Number(value.toPrecision(digits));
    const text = [String(rounded), rounded.toExponential()].find((candidate) => candidate.length <= 16);
    if (text !== undefined) return text;
  }
  throw new RangeError(`${value} cannot be written as a decimal string`);
}
