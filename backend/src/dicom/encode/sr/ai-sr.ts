/** Comprehensive 3D SR (PS3.3 A.35.13) with the result of one run of one model: PS3.16 TID 1500. */
import { STORAGE_SOP_CLASS } from '../../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { NOT_FOR_CLINICAL_USE } from '../algorithm.js';
import { FIRSTREAD_SCHEME_IDENTIFICATION, codeItem, dcm, type CodedConcept } from '../concepts.js';
import { datasetOf, mergeDatasets, type Attributes } from '../dataset.js';
import { derivedObjectAttributes } from '../derived-object.js';
import { writePart10 } from '../part10.js';
import { instanceReferences, patientAndStudy } from '../source.js';
import type { InstanceReference, OmittedAttribute } from '../source.js';
import { isValidUid } from '../uid.js';
import { placeOf, type AiOutcome, type AiSrFinding, type AiSrInput } from './ai-sr-input.js';
import { codeContentItem, containerItem, textItem, type ContentItem } from './content-item.js';
import { deviceObserver, imageLibrary, languageItem, procedureItem } from './context.js';
import { hierarchy } from './references.js';
import { FAILED, FLAGGED, NOT_EVALUABLE, NO_FLAG, OUTCOME, measurementGroup } from './measurement-group.js';

export interface EncodedSr {
  /** The file. */
  bytes: Uint8Array;
  reference: InstanceReference;
  /** Patient and study attributes of the source that could not be taken over. */
  omitted: readonly OmittedAttribute[];
}

const OUTCOME_CODES: Readonly<Record<AiOutcome['state'], CodedConcept>> = {
  flagged: FLAGGED,
  notFlagged: NO_FLAG,
  notEvaluable: NOT_EVALUABLE,
  failed: FAILED,
};

/**
 * Makes the SR of a run: UNVERIFIED and PRELIMINARY, COMPLETE where the images were evaluated and PARTIAL where not.
 * Throws a TypeError for input that cannot become a valid or truthful report: images of several studies, findings
 * that contradict the outcome, repeated or invalid tracking UIDs, a SEG of another study.
 */
export function encodeAiSr(input: AiSrInput): EncodedSr {
  const references = instanceReferences(input.source);
  const [image] = input.source;
  const [firstReference] = references;
  if (image === undefined || firstReference === undefined) throw new TypeError('There is no source image');
  refuseContradiction(input, firstReference.StudyInstanceUID);
  const copied = patientAndStudy(image);
  const dataset = mergeDatasets(
    copied.dataset,
    datasetOf({
      ...derivedObjectAttributes(input.object, input.algorithm, {
        Modality: 'SR',
        SOPClassUID: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      }),
      ...FIRSTREAD_SCHEME_IDENTIFICATION,
      ReferencedPerformedProcedureStepSequence: [],
      PerformedProcedureCodeSequence: [],
      ...documentGeneral(input.outcome),
      ...documentReferences(input, references),
      ...rootContainer(input, image, references),
    }),
  );
  return {
    bytes: writePart10(dataset),
    reference: {
      StudyInstanceUID: firstReference.StudyInstanceUID,
      SeriesInstanceUID: input.object.SeriesInstanceUID,
      SOPClassUID: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      SOPInstanceUID: input.object.SOPInstanceUID,
      NumberOfFrames: 1,
    },
    omitted: copied.omitted,
  };
}

function refuseContradiction({ outcome, findings }: AiSrInput, StudyInstanceUID: string): void {
  const flagged = findings.some((finding) => finding.kind === 'flagged');
  if (outcome.state === 'flagged' && !flagged)
    throw new TypeError('The outcome is flagged and no finding is');
  if (outcome.state === 'notFlagged' && flagged)
    throw new TypeError('A finding is flagged and the outcome is not');
  if (!isEvaluated(outcome) && findings.length > 0) {
    throw new TypeError('The images were not evaluated and there are findings');
  }
  const uids = findings.map((finding) => finding.trackingUid);
  const invalid = uids.find((uid) => !isValidUid(uid));
  if (invalid !== undefined) throw new TypeError(`Tracking UID "${invalid}" is not a valid UID`);
  if (new Set(uids).size !== uids.length) throw new TypeError('Two findings have the same tracking UID');
  if (
    findings.some(
      ({ roi }) => roi && roi.kind !== 'region' && roi.seg.reference.StudyInstanceUID !== StudyInstanceUID,
    )
  ) {
    throw new TypeError('The SEG of a finding is of another study');
  }
}

function isEvaluated({ state }: AiOutcome): boolean {
  return state === 'flagged' || state === 'notFlagged';
}

/** Those of the findings that the report holds. */
function heldFindings({ findings, holds }: AiSrInput): AiSrFinding[] {
  return findings.filter((finding) => holds === undefined || placeOf(finding) === holds);
}

/** The flags of the SR Document General Module (PS3.3 C.17.2). */
function documentGeneral(outcome: AiOutcome): Attributes {
  const evaluable = isEvaluated(outcome);
  return {
    PreliminaryFlag: 'PRELIMINARY',
    CompletionFlag: evaluable ? 'COMPLETE' : 'PARTIAL',
    CompletionFlagDescription: evaluable ? undefined : 'The images were not evaluated; the content says why',
    VerificationFlag: 'UNVERIFIED',
  };
}

function documentReferences(input: AiSrInput, references: readonly InstanceReference[]): Attributes {
  const segs = new Map<string, InstanceReference>();
  for (const { roi } of heldFindings(input))
    if (roi && roi.kind !== 'region') segs.set(roi.seg.reference.SOPInstanceUID, roi.seg.reference);
  const predecessors = input.predecessors ?? [];
  return {
    CurrentRequestedProcedureEvidenceSequence: hierarchy([...references, ...segs.values()]),
    PredecessorDocumentsSequence: predecessors.length === 0 ? undefined : hierarchy(predecessors),
  };
}

/** Root of the content (TID 1500). */
function rootContainer(
  input: AiSrInput,
  image: DicomJsonDataset,
  references: readonly InstanceReference[],
): Attributes {
  const { algorithm } = input;
  const groups = heldFindings(input).map((finding) => measurementGroup(finding, algorithm, references));
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(dcm('126000', 'Imaging Measurement Report'))],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
    ContentSequence: [
      languageItem(),
      ...deviceObserver(algorithm),
      procedureItem(image, input.procedureReported),
      imageLibrary(image, references, input.targetRegion),
      ...(groups.length === 0 ? [] : [containerItem(dcm('126010', 'Imaging Measurements'), groups)]),
      qualitativeEvaluations(input.outcome),
    ],
  };
}

function qualitativeEvaluations(outcome: AiOutcome): ContentItem {
  const concept = { scheme: 'UMLS', value: 'C0034375', meaning: 'Qualitative Evaluations' };
  return containerItem(concept, [
    codeContentItem('CONTAINS', OUTCOME, OUTCOME_CODES[outcome.state]),
    textItem('CONTAINS', dcm('121106', 'Comment'), `${NOT_FOR_CLINICAL_USE}. ${outcomeInWords(outcome)}`),
  ]);
}

function outcomeInWords(outcome: AiOutcome): string {
  switch (outcome.state) {
    case 'flagged':
      return 'Flagged by the algorithm; no person has verified this.';
    case 'notFlagged':
      return 'Processed, no flag. A missing flag says nothing about the absence of disease.';
    case 'notEvaluable':
      return `Not evaluable: ${outcome.reason}`;
    case 'failed':
      return `The algorithm failed: ${outcome.reason}`;
  }
}
