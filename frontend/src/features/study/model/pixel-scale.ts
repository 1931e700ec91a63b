import { item, number, numbers, text, type DicomDataset } from './dicom-json';

const tags = {
  modality: '00080060',
  pixelSpacing: '00280030',
  imagerPixelSpacing: '00181164',
  ultrasoundRegions: '00186011',
  rescaleType: '00281054',
  rescaleSlope: '00281053',
  petUnits: '00541001',
  imageType: '00080008',
  shared: '52009229',
  perFrame: '52009230',
  pixelMeasures: '00289110',
} as const;

/** Size of a pixel in millimetres. */
export interface PixelScale {
  /** From one column to the next. */
  x: number;
  /** From one row to the next. */
  y: number;
  /** Measured where the detector is, in front of which the patient is larger than life. */
  atDetector: boolean;
}

function spacing(dataset: DicomDataset | null, tag: string): [number, number] | null {
  const [row = 0, column = 0] = dataset ? numbers(dataset, tag) : [];
  return row > 0 && column > 0 ? [row, column] : null;
}

/** A functional group stands with the frame, or once for all of them. */
function frameGroup(dataset: DicomDataset, frame: number, tag: string): DicomDataset | null {
  const own = item(dataset, tags.perFrame, frame - 1);
  const shared = item(dataset, tags.shared);
  return (own && item(own, tag)) ?? (shared && item(shared, tag));
}

/** Null where the image does not say how large a pixel is, or says it for parts of itself only (ultrasound). */
export function scaleOf(dataset: DicomDataset, frame = 1): PixelScale | null {
  if (dataset[tags.ultrasoundRegions]) return null;
  const measures = frameGroup(dataset, frame, tags.pixelMeasures);
  const calibrated = spacing(measures, tags.pixelSpacing) ?? spacing(dataset, tags.pixelSpacing);
  if (calibrated) return { x: calibrated[1], y: calibrated[0], atDetector: false };
  const detector = spacing(dataset, tags.imagerPixelSpacing);
  return detector && { x: detector[1], y: detector[0], atDetector: true };
}

/** The unit of a pixel's value; null where the value has none that is the same on every machine. */
export function valueUnit(dataset: DicomDataset): string | null {
  const modality = text(dataset, tags.modality);
  if (modality === 'PT') return text(dataset, tags.petUnits) === 'BQML' ? 'Bq/ml' : null;
  if (modality !== 'CT') return null;
  const type = text(dataset, tags.rescaleType);
  const scout = dataset[tags.imageType]?.Value?.includes('LOCALIZER') === true;
  const rescaled = number(dataset, tags.rescaleSlope) !== null || frameRescaled(dataset);
  return !scout && rescaled && (type === null || type === 'HU') ? 'HU' : null;
}

function frameRescaled(dataset: DicomDataset): boolean {
  const group = frameGroup(dataset, 1, '00289145');
  return group !== null && text(group, tags.rescaleType) === 'HU';
}
