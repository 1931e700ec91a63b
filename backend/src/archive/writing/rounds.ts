import type { RejectionNote } from '../../dicom/index.js';
import type { IndexedAttributes } from '../domain/attributes.js';
import { isResult, type ArchivedObject } from './write-outcome.js';

/** An instance about to be written, and when its bytes are. */
export interface PendingWrite {
  object: ArchivedObject;
  attributes: IndexedAttributes;
  /** What it rejects, where it is a rejection note. */
  note: RejectionNote | undefined;
  bytesAreSafe: Promise<void>;
}

/** The writes in their order, in stretches that one statement can write. */
export function rounds<W extends Omit<PendingWrite, 'bytesAreSafe'>>(writes: readonly W[]): W[][] {
  const all: W[][] = [];
  let uids = new Set<string>();
  for (const write of writes) {
    const round = all.at(-1);
    const before = round?.at(-1);
    if (round && before && joins(write, before) && !uids.has(write.attributes.sopInstanceUid)) {
      round.push(write);
    } else {
      all.push([write]);
      uids = new Set();
    }
    uids.add(write.attributes.sopInstanceUid);
  }
  return all;
}

/** Both acquired, of one patient, in one reception; what rejects others comes by itself. */
function joins(
  write: Omit<PendingWrite, 'bytesAreSafe'>,
  before: Omit<PendingWrite, 'bytesAreSafe'>,
): boolean {
  return (
    [write, before].every(({ object, note }) => !isResult(object) && !note) &&
    write.attributes.study.patientId === before.attributes.study.patientId &&
    write.object.receptionId === before.object.receptionId
  );
}
