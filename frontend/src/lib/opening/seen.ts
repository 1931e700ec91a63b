/**
 * What the reader saw of the study that they opened last, for the page that opens it. It stays in this window: it is of a
 * patient, so it stands in no address, and a sign-out ends it.
 */
import { seenStudySchema, uidSchema, type SeenStudy } from '@firstread/contract';

const STORAGE_KEY = 'firstread.seen';
const keptSchema = seenStudySchema.extend({ studyUid: uidSchema });

export function rememberSeen(studyUid: string, seen: SeenStudy): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...seen, studyUid }));
}

/** Null where another study was opened last, or none. */
export function seenOf(studyUid: string): SeenStudy | null {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '')).data;
    return kept?.studyUid === studyUid ? { patient: kept.patient, row: kept.row } : null;
  } catch {
    return null;
  }
}

export function forgetSeen(): void {
  sessionStorage.removeItem(STORAGE_KEY);
}
