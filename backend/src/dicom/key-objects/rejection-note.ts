/** Rejection notes of Imaging Object Change Management (IHE RAD TF-3 4.66.4.1.3, TID 2010 of PS3.16). */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getSequence, getString } from '../json/getters.js';

/** Document titles that reject, of coding scheme DCM (PS3.16 CID 7011). */
export const REJECTING_TITLES: Readonly<Record<string, string>> = {
  '113001': 'Rejected for Quality Reasons',
  '113037': 'Rejected for Patient Safety Reasons',
  '113038': 'Incorrect Modality Worklist Entry',
  '113039': 'Data Retention Policy Expired',
};

/** What a rejection note says. */
export interface RejectionNote {
  /** Document title, a code of DCM. */
  code: string;
  meaning: string;
  /** SOP Instance UIDs that it rejects, of its own study, each once. It cannot reject itself. */
  sopInstanceUids: string[];
}

/** Reads a rejection note; undefined where the dataset is another kind of object or has another title. */
export function readRejectionNote(dataset: DicomJsonDataset): RejectionNote | undefined {
  if (getString(dataset, 'SOPClassUID') !== STORAGE_SOP_CLASS.KeyObjectSelectionDocumentStorage)
    return undefined;
  const title = getItem(dataset, 'ConceptNameCodeSequence') ?? {};
  const code = getString(title, 'CodeValue')?.trim() ?? '';
  const meaning = REJECTING_TITLES[code];
  if (meaning === undefined || getString(title, 'CodingSchemeDesignator')?.trim() !== 'DCM') return undefined;
  return { code, meaning, sopInstanceUids: evidenceOf(dataset) };
}

/** Current Requested Procedure Evidence Sequence (0040,A375), PS3.3 C.17.6.2. */
function evidenceOf(dataset: DicomJsonDataset): string[] {
  const study = getString(dataset, 'StudyInstanceUID');
  const uids = getSequence(dataset, 'CurrentRequestedProcedureEvidenceSequence')
    .filter((item) => getString(item, 'StudyInstanceUID') === study)
    .flatMap((item) => getSequence(item, 'ReferencedSeriesSequence'))
    .flatMap((item) => getSequence(item, 'ReferencedSOPSequence'))
    .flatMap((item) => getString(item, 'ReferencedSOPInstanceUID') ?? []);
  const own = getString(dataset, 'SOPInstanceUID');
  return [...new Set(uids)].filter((uid) => uid !== own);
}
