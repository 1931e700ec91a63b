/** What an AI product says in the objects that it sends: SR by TID 1500 and TID 4100 of PS3.16, SEG, KOS. */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getSequence, getString } from '../json/getters.js';
import { codeOf, contentTree, isNamed, type ContentNode } from './content-tree.js';
import { readCadReport } from './cad-report.js';
import { readMeasurementReport } from './measurement-report.js';
import type { ReadFinding } from './read-finding.js';

export type ResultKind = 'SR' | 'SRnoRoi' | 'SEG' | 'KOS' | 'SC' | 'GSPS';

/** An object with a result. `findings` is undefined where nobody but a person can read what it says. */
export interface ReadResult {
  kind: ResultKind;
  findings: ReadFinding[] | undefined;
}

const KINDS: Readonly<Record<string, ResultKind>> = {
  [STORAGE_SOP_CLASS.BasicTextSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.EnhancedSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.ComprehensiveSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.Comprehensive3DSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.ExtensibleSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.ChestCADSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.MammographyCADSRStorage]: 'SR',
  [STORAGE_SOP_CLASS.SegmentationStorage]: 'SEG',
  [STORAGE_SOP_CLASS.LabelMapSegmentationStorage]: 'SEG',
  [STORAGE_SOP_CLASS.KeyObjectSelectionDocumentStorage]: 'KOS',
  [STORAGE_SOP_CLASS.SecondaryCaptureImageStorage]: 'SC',
  [STORAGE_SOP_CLASS.MultiFrameGrayscaleByteSecondaryCaptureImageStorage]: 'SC',
  [STORAGE_SOP_CLASS.MultiFrameTrueColorSecondaryCaptureImageStorage]: 'SC',
  [STORAGE_SOP_CLASS.GrayscaleSoftcopyPresentationStateStorage]: 'GSPS',
  [STORAGE_SOP_CLASS.ColorSoftcopyPresentationStateStorage]: 'GSPS',
};

/** Whether objects of the SOP class may hold an AI result. */
export function resultKindOf(sopClassUid: string): ResultKind | undefined {
  return KINDS[sopClassUid];
}

/** Reads an object with a result; undefined for objects that hold none. Never throws for what it says. */
export function readResult(dataset: DicomJsonDataset): ReadResult | undefined {
  const kind = resultKindOf(getString(dataset, 'SOPClassUID') ?? '');
  if (!kind) return undefined;
  try {
    return { kind, findings: findingsOf(kind, dataset) };
  } catch {
    return { kind, findings: undefined };
  }
}

function findingsOf(kind: ResultKind, dataset: DicomJsonDataset): ReadFinding[] | undefined {
  if (kind === 'SR') return readReport(contentTree(dataset));
  if (kind === 'SEG') return segments(dataset);
  return undefined;
}

function readReport(root: ContentNode): ReadFinding[] | undefined {
  if (isNamed(root, '126000')) return readMeasurementReport(root);
  if (isNamed(root, '112000', '111036')) return readCadReport(root);
  return undefined;
}

/** What the segments are of. */
function segments(dataset: DicomJsonDataset): ReadFinding[] {
  return getSequence(dataset, 'SegmentSequence').flatMap((segment) => {
    const concept = codeOf(getItem(segment, 'SegmentedPropertyTypeCodeSequence'));
    return concept ? [{ concept, present: true, score: null, quantity: null, images: [], boxes: [] }] : [];
  });
}
