import type { Refusal } from '@firstread/contract';

/**
 * From here on a list has no typical wait to speak of: it depends on the day more than on the order. QuCAD
 * (FDA/CDRH/OSEL) draws the same line.
 */
export const HIGHEST_UTILISATION = 0.95;
/** Below it hardly anybody waits, and shares of next to nothing are noise. */
export const LOWEST_UTILISATION = 0.2;
/** Fewest diseased studies that a saving is told from. */
export const FEWEST_STUDIES = 30;
/** Fewest studies of a group of which anything is told. */
export const SMALLEST_CELL = 5;
/** Most studies of which a time was taken from a substitute. */
export const MOST_FALLBACK = 0.2;

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** Utilisation may be off by a rounding. */
export function tooBusy(utilisation: number): Refusal | undefined {
  if (utilisation < HIGHEST_UTILISATION - 1e-9) return undefined;
  return {
    code: 'tooBusy',
    reason: `Readers would be at work ${percent(utilisation)} of their time. From ${percent(HIGHEST_UTILISATION)} on the list grows faster than it is read on many days, and a typical wait does not exist.`,
  };
}

export function outsideUtilisation(utilisation: number): Refusal | undefined {
  if (utilisation > LOWEST_UTILISATION && utilisation < HIGHEST_UTILISATION - 1e-9) return undefined;
  return {
    code: 'outsideUtilisation',
    reason: `Readers were at work ${percent(utilisation)} of this hour. The formula is told between ${percent(LOWEST_UTILISATION)} and ${percent(HIGHEST_UTILISATION)}.`,
  };
}

export function tooFew(studies: number, what: string, atLeast = FEWEST_STUDIES): Refusal | undefined {
  if (studies >= atLeast) return undefined;
  return {
    code: 'tooFewStudies',
    reason: `There are ${studies} ${what}; fewer than ${atLeast} say more of chance than of the department.`,
  };
}

export function fallbackTimestamps(share: number): Refusal | undefined {
  if (share <= MOST_FALLBACK) return undefined;
  return {
    code: 'fallbackTimestamps',
    reason: `Of ${percent(share)} of the studies a time was missing and a substitute was taken; more than ${percent(MOST_FALLBACK)} would make the figure one of the substitutes.`,
  };
}

/** Allen and Cunneen's correction is 20 to 24 % too high for the top classes at a squared variation of 1.5. */
export function variableReads(squaredCv: number): Refusal | undefined {
  if (squaredCv <= 1 + 1e-9) return undefined;
  return {
    code: 'variableReads',
    reason: `Reading times vary too much for the formula (squared variation ${squaredCv.toFixed(1)}, at most 1). The simulation and the replay use the times as they are.`,
  };
}

export function impossible(reason: string): Refusal {
  return { code: 'impossibleInput', reason };
}
