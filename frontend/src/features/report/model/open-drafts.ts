import type { DraftSaver, DraftText } from './draft-saver';

/** Texts that are being written, also of studies whose page is closed while something of them is not saved. */
const savers = new Map<string, DraftSaver>();

const idOf = (studyUid: string, key: string): string => `${studyUid} ${key}`;

/** What this page writes of a report or addendum; `make` where it writes nothing of it yet. */
export function openDraft(studyUid: string, key: string, make: () => DraftSaver): DraftSaver {
  const id = idOf(studyUid, key);
  const saver = savers.get(id) ?? make();
  savers.set(id, saver);
  return saver;
}

/** Its page is closed: it stays as long as something of it is not saved. */
export function closeDraft(studyUid: string, key: string, saver: DraftSaver): void {
  const id = idOf(studyUid, key);
  const needed = saver.dirty || saver.state.phase === 'conflict' || saver.state.phase === 'refused';
  if (!needed && savers.get(id) === saver) savers.delete(id);
}

/** What this page wrote and could not save, though the reader does not write the report any more. */
export function unsavedText(studyUid: string, key: string): DraftText | null {
  const saver = savers.get(idOf(studyUid, key));
  return saver?.dirty ? saver.text : null;
}

/** Makes way for another template. False where something was written, which is kept. */
export function dropUnwritten(studyUid: string, key: string): boolean {
  if (savers.get(idOf(studyUid, key))?.written) return false;
  savers.delete(idOf(studyUid, key));
  return true;
}
