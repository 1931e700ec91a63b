/** Key Object Selection (PS3.3 A.35.4, PS3.16 TID 2010) of the images that a model points to. */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { NOT_FOR_CLINICAL_USE, type AlgorithmIdentity } from './algorithm.js';
import { codeItem, dcm } from './concepts.js';
import { datasetOf, mergeDatasets } from './dataset.js';
import { derivedObjectAttributes, type DerivedObject } from './derived-object.js';
import { writePart10 } from './part10.js';
import { instanceReferences, patientAndStudy } from './source.js';
import { imageItem, textItem } from './sr/content-item.js';
import { deviceObserver, languageItem } from './sr/context.js';
import { hierarchy } from './sr/references.js';

const OF_INTEREST = dcm('113000', 'Of Interest');

export interface KeyObjectsInput {
  /** Headers of all images the model read, of one study. */
  source: readonly DicomJsonDataset[];
  algorithm: AlgorithmIdentity;
  object: DerivedObject;
  /** SOP Instance UIDs of some of the source, each once. */
  images: readonly string[];
  /** What is suspected in them, in words. */
  description: string;
}

/** Throws a TypeError where there is no image to point to, or one that is not of the source. */
export function encodeKeyObjects(input: KeyObjectsInput): Uint8Array {
  const references = instanceReferences(input.source);
  const chosen = input.images.map((uid) => references.find((one) => one.SOPInstanceUID === uid));
  const [image] = input.source;
  if (image === undefined || chosen.length === 0) throw new TypeError('There is no image of interest');
  const found = chosen.filter((one) => one !== undefined);
  if (found.length < chosen.length) throw new TypeError('An image of interest is none of the source');
  return writePart10(
    mergeDatasets(
      patientAndStudy(image).dataset,
      datasetOf({
        ...derivedObjectAttributes(input.object, input.algorithm, {
          Modality: 'KO',
          SOPClassUID: STORAGE_SOP_CLASS.KeyObjectSelectionDocumentStorage,
        }),
        ReferencedPerformedProcedureStepSequence: [],
        CurrentRequestedProcedureEvidenceSequence: hierarchy(found),
        ValueType: 'CONTAINER',
        ConceptNameCodeSequence: [codeItem(OF_INTEREST)],
        ContinuityOfContent: 'SEPARATE',
        ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2010' }],
        ContentSequence: [
          languageItem(),
          ...deviceObserver(input.algorithm),
          textItem(
            'CONTAINS',
            dcm('113012', 'Key Object Description'),
            `${NOT_FOR_CLINICAL_USE}. ${input.description}`,
          ),
          ...found.map((reference) => imageItem(undefined, reference)),
        ],
      }),
    ),
  );
}
