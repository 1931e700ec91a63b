/** Synthetic frontal chest radiograph (Digital X-Ray Image IOD, For Presentation, PS3.3 A.26). */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import { codeItem, sct } from '../encode/concepts.js';
import { datasetOf, mergeDatasets, pixelData, type Attributes } from '../encode/dataset.js';
import { writePart10 } from '../encode/part10.js';
import { DEFAULT_CHEST_OPACITY, chestProjection, type ChestOpacity } from './chest-anatomy.js';
import { fillNoise } from './noise.js';
import {
  phantomAttributes,
  phantomUids,
  type PhantomIdentity,
  type PhantomInstance,
} from './phantom-study.js';

/** Bound once: it runs for every pixel. */
const { max, min, round } = Math;

export interface ChestDxPhantomOptions extends PhantomIdentity {
  /** `true` for the default one. */
  opacity?: boolean | ChestOpacity;
  /** Rows and columns, 1024 where left out; 512 to 3072. */
  matrix?: number;
}

const HIGHEST_VALUE = 4095;
/** Side of the image, mm. */
const SIDE = 430;
/** Standard deviation of the noise, in parts of the full range. */
const NOISE = 0.008;

/** Makes the image. The same options give the same bytes. */
export function chestDxPhantom(options: ChestDxPhantomOptions): PhantomInstance {
  const { opacity: wanted = false, matrix = 1024, seed } = options;
  if (!Number.isInteger(matrix) || matrix < 512 || matrix > 3072) {
    throw new RangeError(`A chest phantom has 512 to 3072 rows, not ${matrix}`);
  }
  const opacity = wanted === true ? DEFAULT_CHEST_OPACITY : wanted === false ? undefined : wanted;
  const projection = chestProjection(matrix, seed, opacity);
  const dataset = mergeDatasets(
    datasetOf({
      ...phantomAttributes(options, 1, {
        SOPClassUID: STORAGE_SOP_CLASS.DigitalXRayImageStorageForPresentation,
        Modality: 'DX',
        bodyPart: 'CHEST',
        description: 'CHEST PA',
      }),
      ...projectionAttributes(matrix),
    }),
    pixelData(storedValues(projection, seed), 'OW'),
  );
  return {
    ...phantomUids(seed, 1),
    SOPClassUID: STORAGE_SOP_CLASS.DigitalXRayImageStorageForPresentation,
    NumberOfFrames: 1,
    bytes: writePart10(dataset),
  };
}

/** DX Series, Anatomy Imaged, Image, Detector and Positioning Module (PS3.3 C.8.11). */
function projectionAttributes(matrix: number): Attributes {
  return {
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    PresentationIntentType: 'FOR PRESENTATION',
    ImageLaterality: 'U',
    PatientOrientation: ['L', 'F'],
    ViewPosition: 'PA',
    ViewCodeSequence: [{ ...codeItem(sct('399348003', 'postero-anterior')), ViewModifierCodeSequence: [] }],
    PositionerType: 'NONE',
    DetectorType: 'DIRECT',
    KVP: 125,
    Exposure: 2,
    ExposureTime: 8,
    XRayTubeCurrent: 250,
    DistanceSourceToDetector: 1800,
    AcquisitionContextSequence: [],
    ImagerPixelSpacing: [SIDE / matrix, SIDE / matrix],
    PixelSpacing: [SIDE / matrix, SIDE / matrix],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: matrix,
    Columns: matrix,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    WindowCenter: 2048,
    WindowWidth: 4096,
    LossyImageCompression: '00',
  };
}

function storedValues(projection: Float32Array, seed: string): Uint8Array {
  const noise = new Float32Array(projection.length);
  fillNoise(noise, NOISE, `${seed} noise`);
  const stored = new Uint8Array(projection.length * 2);
  const view = new DataView(stored.buffer);
  for (let pixel = 0; pixel < projection.length; pixel += 1) {
    const value = round(((projection[pixel] ?? 0) + (noise[pixel] ?? 0)) * HIGHEST_VALUE);
    view.setUint16(pixel * 2, max(0, min(HIGHEST_VALUE, value)), true);
  }
  return stored;
}
