/** Comprehensive 3D SR (PS3.3 A.35.13) of what a person says of one finding of a model: PS3.16 TID 1500. */
import { STORAGE_SOP_CLASS } from '../../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { NOT_FOR_CLINICAL_USE, type AlgorithmIdentity } from '../algorithm.js';
import {
  FIRSTREAD_SCHEME,
  FIRSTREAD_SCHEME_IDENTIFICATION,
  codeItem,
  dcm,
  type CodedConcept,
} from '../concepts.js';
import { datasetOf, mergeDatasets, type Attributes } from '../dataset.js';
import { notForClinicalUse, objectAttributes, type DerivedObject } from '../derived-object.js';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME, writePart10 } from '../part10.js';
import { instanceReferences, patientAndStudy, type InstanceReference } from '../source.js';
import {
  codeContentItem,
  compositeItem,
  containerItem,
  textItem,
  uidrefItem,
  type ContentItem,
} from './content-item.js';
import { imageLibrary, languageItem, personObserver, procedureItem } from './context.js';
import { SEARCHED_FOR, algorithmIdentification } from './measurement-group.js';
import { hierarchy } from './references.js';

export interface AssessmentSrInput {
  /** Headers of the images that the model read. */
  source: readonly DicomJsonDataset[];
  /** The model that is judged. */
  algorithm: AlgorithmIdentity;
  object: DerivedObject;
  /** Objects of the result that is judged, which stay as they are. */
  assessed: readonly InstanceReference[];
  /** The report on the same finding before this one. */
  predecessor?: InstanceReference;
  trackingIdentifier: string;
  trackingUid: string;
  /** What the model looks for; undefined where the result as a whole is judged. */
  concept?: CodedConcept;
  assessment: {
    /** Of our own scheme: the standard has no codes for these yet. */
    kind: { value: string; meaning: string };
    reason?: { value: string; meaning: string };
    correction?: string;
    note?: string;
    /** Name of the reader, as DICOM writes it. */
    by: string;
  };
}

const own = (value: string, meaning: string): CodedConcept => ({ scheme: FIRSTREAD_SCHEME, value, meaning });
const ASSESSMENT = own('ASSESSMENT', 'Assessment of an AI result');
const REASON = own('REASON', 'Reason of an assessment');
const CORRECTION = own('CORRECTION', 'How the finding is instead');
const ASSESSED = own('ASSESSED', 'Assessed AI result');

/** Where the objects are made that are not made by a model. */
const FIRSTREAD: Attributes = {
  Manufacturer: 'Firstread',
  ManufacturerModelName: 'Firstread',
  DeviceSerialNumber: IMPLEMENTATION_CLASS_UID,
  SoftwareVersions: IMPLEMENTATION_VERSION_NAME,
};

/**
 * Makes the report: FINAL and COMPLETE, by a person, UNVERIFIED since nobody else has looked at it. The result that it is of
 * is referenced and not repeated. Throws a TypeError for images of several studies or an invalid UID.
 */
export function encodeAssessmentSr(input: AssessmentSrInput): Uint8Array {
  const references = instanceReferences(input.source);
  const [image] = input.source;
  if (image === undefined) throw new TypeError('There is no source image');
  return writePart10(
    mergeDatasets(
      patientAndStudy(image).dataset,
      datasetOf({
        ...objectAttributes(
          input.object,
          { Modality: 'SR', SOPClassUID: STORAGE_SOP_CLASS.Comprehensive3DSRStorage },
          notForClinicalUse(`assessment of ${input.algorithm.name}`),
        ),
        ...FIRSTREAD,
        ...FIRSTREAD_SCHEME_IDENTIFICATION,
        ReferencedPerformedProcedureStepSequence: [],
        PerformedProcedureCodeSequence: [],
        PreliminaryFlag: 'FINAL',
        CompletionFlag: 'COMPLETE',
        VerificationFlag: 'UNVERIFIED',
        CurrentRequestedProcedureEvidenceSequence: hierarchy([...references, ...input.assessed]),
        PredecessorDocumentsSequence: input.predecessor && hierarchy([input.predecessor]),
        ValueType: 'CONTAINER',
        ConceptNameCodeSequence: [codeItem(dcm('126000', 'Imaging Measurement Report'))],
        ContinuityOfContent: 'SEPARATE',
        ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
        ContentSequence: [
          languageItem(),
          ...personObserver(input.assessment.by),
          procedureItem(image, undefined),
          imageLibrary(image, references, undefined),
          containerItem(dcm('126010', 'Imaging Measurements'), [group(input)]),
        ],
      }),
    ),
  );
}

/** TID 1501, of the finding that the model tracks. */
function group({ algorithm, assessed, concept, assessment, ...input }: AssessmentSrInput): ContentItem {
  const { kind, reason, correction, note } = assessment;
  return containerItem(dcm('125007', 'Measurement Group'), [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), input.trackingIdentifier),
    uidrefItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), input.trackingUid),
    ...algorithmIdentification(algorithm),
    ...(concept ? [codeContentItem('CONTAINS', SEARCHED_FOR, concept)] : []),
    codeContentItem('CONTAINS', ASSESSMENT, own(kind.value, kind.meaning)),
    ...(reason ? [codeContentItem('CONTAINS', REASON, own(reason.value, reason.meaning))] : []),
    ...(correction === undefined ? [] : [textItem('CONTAINS', CORRECTION, correction)]),
    textItem(
      'CONTAINS',
      dcm('121106', 'Comment'),
      note === undefined ? NOT_FOR_CLINICAL_USE : `${NOT_FOR_CLINICAL_USE}. ${note}`,
    ),
    ...assessed.map((reference) => compositeItem(ASSESSED, reference)),
  ]);
}
