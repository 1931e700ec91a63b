/** Secondary Capture Image (PS3.3 A.8.1) with a result in words, for viewers that read neither SR nor SEG. */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import type { AlgorithmIdentity } from './algorithm.js';
import { datasetOf, mergeDatasets, pixelData } from './dataset.js';
import { derivedObjectAttributes, type DerivedObject } from './derived-object.js';
import { writePart10 } from './part10.js';
import { instanceReferences, patientAndStudy, sopReference } from './source.js';

export interface SecondaryCaptureInput {
  /** Headers of all images the model read, of one study. */
  source: readonly DicomJsonDataset[];
  algorithm: AlgorithmIdentity;
  object: DerivedObject;
  /** One byte for each pixel, 0 is black; rows x columns of them, an even number. */
  picture: { rows: number; columns: number; pixels: Uint8Array };
}

/** Throws a TypeError where the picture has not as many pixels as it says, or there is no source. */
export function encodeSecondaryCapture(input: SecondaryCaptureInput): Uint8Array {
  const { rows, columns, pixels } = input.picture;
  const [image] = input.source;
  if (image === undefined) throw new TypeError('There is no source image');
  if (pixels.length !== rows * columns || pixels.length % 2 !== 0)
    throw new TypeError(`A picture of ${columns} x ${rows} has not ${pixels.length} pixels`);
  return writePart10(
    mergeDatasets(
      patientAndStudy(image).dataset,
      datasetOf({
        ...derivedObjectAttributes(input.object, input.algorithm, {
          Modality: 'OT',
          SOPClassUID: STORAGE_SOP_CLASS.SecondaryCaptureImageStorage,
        }),
        ConversionType: 'WSD',
        ImageType: ['DERIVED', 'SECONDARY'],
        BurnedInAnnotation: 'NO',
        Laterality: null,
        PatientOrientation: null,
        ReferencedImageSequence: instanceReferences(input.source).slice(0, 1).map(sopReference),
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: rows,
        Columns: columns,
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        PixelRepresentation: 0,
      }),
      pixelData(pixels, 'OB'),
    ),
  );
}
