import type { CanaryScope } from '@firstread/contract';

/** What a canary's scope is asked about. */
export interface CanaryStudy {
  studyUid: string;
  institution: string | null;
  modalities: readonly string[];
  /** When the study was complete, `HH:MM` in the zone of the site. */
  localTime: string;
}

/** Whether a canary is shown for the study. The same study always gets the same answer for a share. */
export function inCanaryScope(scope: CanaryScope, study: CanaryStudy): boolean {
  const { institutions, modalities, shift, share } = scope;
  if (institutions && !institutions.includes(study.institution ?? '')) return false;
  if (modalities && !study.modalities.some((modality) => modalities.includes(modality))) return false;
  if (shift && !inShift(shift, study.localTime)) return false;
  return share === undefined || fractionOf(study.studyUid) < share;
}

/** A shift that ends before it begins passes midnight. */
function inShift({ from, until }: { from: string; until: string }, time: string): boolean {
  return from <= until ? from <= time && time < until : time >= from || time < until;
}

/** A number in [0, 1) that follows from the text alone and is spread evenly (FNV-1a, 32 bit, mixed). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}
