/** One axial slice of a phantom CT as a file (CT Image IOD, PS3.3 A.3). */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import { datasetOf, mergeDatasets, pixelData } from '../encode/dataset.js';
import { writePart10 } from '../encode/part10.js';
import { uidFrom } from '../encode/uid.js';
import {
  phantomAttributes,
  phantomUids,
  type PhantomIdentity,
  type PhantomInstance,
} from './phantom-study.js';

/** Bound once: it runs for every pixel. */
const { round } = Math;

export const CT_MATRIX = 512;
const RESCALE_INTERCEPT = -1024;

export interface CtPlan {
  bodyPart: 'HEAD' | 'CHEST';
  /** Goes after PHANTOM in study and series description. */
  description: string;
  /** mm. */
  pixelSpacing: number;
  sliceThickness: number;
  /** z of the lowest slice, mm; the slices follow upwards, `sliceThickness` apart. */
  lowestSlice: number;
  window: { center: number; width: number };
}

/** Writes slice `index` (from 0, upwards) with 512 x 512 Hounsfield units, row by row from front and right. */
export function ctImage(
  identity: PhantomIdentity,
  plan: CtPlan,
  index: number,
  hounsfield: Float32Array,
): PhantomInstance {
  const fieldOfView = CT_MATRIX * plan.pixelSpacing;
  const corner = -(fieldOfView - plan.pixelSpacing) / 2;
  const z = plan.lowestSlice + index * plan.sliceThickness;
  const dataset = mergeDatasets(
    datasetOf({
      ...phantomAttributes(identity, index + 1, {
        SOPClassUID: STORAGE_SOP_CLASS.CTImageStorage,
        Modality: 'CT',
        bodyPart: plan.bodyPart,
        description: plan.description,
      }),
      ...acquisition(plan, fieldOfView),
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      FrameOfReferenceUID: uidFrom('firstread/phantom', identity.seed, 'frame of reference'),
      PositionReferenceIndicator: plan.bodyPart === 'HEAD' ? 'OM' : 'SN',
      ImagePositionPatient: [corner, corner, z],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      SliceLocation: z,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: CT_MATRIX,
      Columns: CT_MATRIX,
      PixelSpacing: [plan.pixelSpacing, plan.pixelSpacing],
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      WindowCenter: plan.window.center,
      WindowWidth: plan.window.width,
      RescaleIntercept: RESCALE_INTERCEPT,
      RescaleSlope: 1,
      RescaleType: 'HU',
    }),
    pixelData(storedValues(hounsfield), 'OW'),
  );
  return {
    ...phantomUids(identity.seed, index + 1),
    SOPClassUID: STORAGE_SOP_CLASS.CTImageStorage,
    NumberOfFrames: 1,
    bytes: writePart10(dataset),
  };
}

/** Technique of a plausible routine scan (CT Image Module, PS3.3 C.8.2.1). */
function acquisition(plan: CtPlan, fieldOfView: number) {
  return {
    ProtocolName: `PHANTOM ${plan.bodyPart}`,
    ScanOptions: 'AXIAL MODE',
    SliceThickness: plan.sliceThickness,
    SpacingBetweenSlices: plan.sliceThickness,
    KVP: 120,
    DataCollectionDiameter: Math.max(250, fieldOfView),
    ReconstructionDiameter: fieldOfView,
    DistanceSourceToDetector: 949,
    DistanceSourceToPatient: 541,
    GantryDetectorTilt: 0,
    TableHeight: 150,
    RotationDirection: 'CW',
    ExposureTime: 1000,
    XRayTubeCurrent: 200,
    Exposure: 200,
    FilterType: `${plan.bodyPart} FILTER`,
    FocalSpots: 0.7,
    ConvolutionKernel: 'STANDARD',
    PatientPosition: 'HFS',
  };
}

function storedValues(hounsfield: Float32Array): Uint8Array {
  if (hounsfield.length !== CT_MATRIX * CT_MATRIX)
    throw new TypeError(`A slice has ${CT_MATRIX} x ${CT_MATRIX} pixels`);
  const stored = new Uint8Array(hounsfield.length * 2);
  const view = new DataView(stored.buffer);
  for (let pixel = 0; pixel < hounsfield.length; pixel += 1) {
    view.setInt16(pixel * 2, round((hounsfield[pixel] ?? 0) - RESCALE_INTERCEPT), true);
  }
  return stored;
}
