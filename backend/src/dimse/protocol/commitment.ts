/** Storage commitment (PS3.4 annex J): what was asked, and what can be committed. */
import type { StoredInstance } from '../../archive/index.js';
import { getSequence, getString, type DicomJsonDataset } from '../../dicom/index.js';
import type { CommitmentReport, SopReference } from '../scu/report.js';
import { DimseError, STATUS } from './status.js';

/** Failure Reason (0008,1197), PS3.3 section C.14.1.1. */
const NO_SUCH_INSTANCE = 0x0112;
const CLASS_INSTANCE_CONFLICT = 0x0119;

export interface CommitmentRequest {
  transactionUid: string;
  references: SopReference[];
}

/** Reads the Action Information. Throws a DimseError for one that says nothing. */
export function commitmentRequest(information: DicomJsonDataset): CommitmentRequest {
  const transactionUid = getString(information, 'TransactionUID')?.trim();
  const references = getSequence(information, 'ReferencedSOPSequence').map((item) => ({
    sopClassUid: getString(item, 'ReferencedSOPClassUID')?.trim() ?? '',
    sopInstanceUid: getString(item, 'ReferencedSOPInstanceUID')?.trim() ?? '',
  }));
  if (!transactionUid) throw new DimseError(STATUS.missingAttribute, 'TransactionUID is missing');
  if (references.length === 0)
    throw new DimseError(STATUS.missingAttribute, 'ReferencedSOPSequence is missing');
  return { transactionUid, references };
}

/** Commits what is stored under the class and instance named; says why for the others. */
export function judge(
  { transactionUid, references }: CommitmentRequest,
  stored: readonly Pick<StoredInstance, 'sopInstanceUid' | 'sopClassUid'>[],
): CommitmentReport {
  const classOf = new Map(stored.map((one) => [one.sopInstanceUid, one.sopClassUid]));
  const committed = references.filter((one) => classOf.get(one.sopInstanceUid) === one.sopClassUid);
  const failed = references
    .filter((one) => !committed.includes(one))
    .map((one) => ({
      ...one,
      reason: classOf.has(one.sopInstanceUid) ? CLASS_INSTANCE_CONFLICT : NO_SUCH_INSTANCE,
    }));
  return { transactionUid, committed, failed };
}
