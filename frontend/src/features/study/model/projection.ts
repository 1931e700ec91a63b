import { text, type DicomDataset } from './dicom-json';
import type { StackImage } from './image-stack';
import type { Projection } from './layout';

function projectionOf(dataset: DicomDataset): Projection | null {
  const view = text(dataset, '00185101')?.toUpperCase();
  if (view === undefined) return null;
  const side = (text(dataset, '00200062') ?? text(dataset, '00200060'))?.toUpperCase();
  if (view === 'CC' || view === 'MLO') {
    if (side !== 'R' && side !== 'L') return null;
    return view === 'CC' ? (side === 'R' ? 'rightCc' : 'leftCc') : side === 'R' ? 'rightMlo' : 'leftMlo';
  }
  if (view === 'PA' || view === 'AP') return 'frontal';
  return ['LL', 'RL', 'LAT', 'LATERAL'].includes(view) ? 'lateral' : null;
}

/** The image that a viewport begins with: the one that was asked for, else the first that was taken so. */
export function firstImage(
  images: readonly StackImage[],
  { projection, sopInstanceUid }: { projection: Projection | null; sopInstanceUid: string | null },
): number {
  const asked = images.findIndex((image) => image.sopInstanceUid === sopInstanceUid);
  if (asked >= 0) return asked;
  const taken = projection ? images.findIndex(({ dataset }) => projectionOf(dataset) === projection) : -1;
  return Math.max(0, taken);
}
