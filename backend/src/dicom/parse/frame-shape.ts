/** The Image Pixel attributes that say how many bits a frame has (PS3.3 C.7.6.3). */
import { getNumber, getString } from '../json/getters.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';

/** Shape of every frame of an instance, as its header gives it. */
export interface FrameShape {
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  /** 1 where the stored samples are two's complement. */
  readonly pixelRepresentation: 0 | 1;
  readonly photometricInterpretation: string;
  /** 0: samples of one pixel together; 1: one plane after the other. */
  readonly planarConfiguration: 0 | 1;
}

/** The shape, or undefined where the dataset has no Rows, Columns or BitsAllocated. */
export function readFrameShape(dataset: DicomJsonDataset): FrameShape | undefined {
  const rows = getNumber(dataset, 'Rows');
  const columns = getNumber(dataset, 'Columns');
  const bitsAllocated = getNumber(dataset, 'BitsAllocated');
  if (rows === undefined || columns === undefined || bitsAllocated === undefined) return undefined;
  const frames = getNumber(dataset, 'NumberOfFrames') ?? 1;
  const bitsStored = getNumber(dataset, 'BitsStored') ?? bitsAllocated;
  return {
    rows,
    columns,
    numberOfFrames: Number.isInteger(frames) && frames > 0 ? frames : 1,
    samplesPerPixel: getNumber(dataset, 'SamplesPerPixel') ?? 1,
    bitsAllocated,
    bitsStored: bitsStored >= 1 && bitsStored <= bitsAllocated ? bitsStored : bitsAllocated,
    highBit: getNumber(dataset, 'HighBit') ?? bitsStored - 1,
    pixelRepresentation: getNumber(dataset, 'PixelRepresentation') === 1 ? 1 : 0,
    photometricInterpretation: (
      getString(dataset, 'PhotometricInterpretation') ?? 'MONOCHROME2'
    ).toUpperCase(),
    planarConfiguration: getNumber(dataset, 'PlanarConfiguration') === 1 ? 1 : 0,
  };
}

/** Bits of one native frame; YBR_FULL_422 stores two samples per pixel (PS3.3 C.7.6.3.1.2). */
export function nativeFrameBits(shape: FrameShape): number {
  const samples = shape.photometricInterpretation === 'YBR_FULL_422' ? 2 : shape.samplesPerPixel;
  return shape.rows * shape.columns * samples * shape.bitsAllocated;
}
