import { item, number, numbers, text, type DicomDataset } from './dicom-json';

/** One displayable frame and what placing something on it needs. */
export interface StackImage {
  imageId: string;
  sopInstanceUid: string;
  /** One-based, as DICOM counts. */
  frame: number;
  rows: number;
  columns: number;
  instanceNumber: number | null;
  position: readonly number[] | null;
  orientation: readonly number[] | null;
  dataset: DicomDataset;
}

const tags = {
  sopInstanceUid: '00080018',
  rows: '00280010',
  columns: '00280011',
  frames: '00280008',
  instanceNumber: '00200013',
  position: '00200032',
  orientation: '00200037',
  shared: '52009229',
  perFrame: '52009230',
  pixelSpacing: '00280030',
  windowCentre: '00281050',
  windowWidth: '00281051',
  planePosition: '00209113',
  planeOrientation: '00209116',
  modality: '00080060',
} as const;

function vector(dataset: DicomDataset | null, tag: string, length: number): number[] | null {
  if (!dataset) return null;
  const values = numbers(dataset, tag);
  return values.length === length ? values : null;
}

/** Geometry is in the instance itself, or for enhanced objects in the groups of the frame. */
function geometry(dataset: DicomDataset, frame: number): Pick<StackImage, 'position' | 'orientation'> {
  const own = item(dataset, tags.perFrame, frame - 1);
  const shared = item(dataset, tags.shared);
  const group = (tag: string): DicomDataset | null =>
    (own && item(own, tag)) ?? (shared && item(shared, tag));
  return {
    position: vector(group(tags.planePosition), tags.position, 3) ?? vector(dataset, tags.position, 3),
    orientation:
      vector(group(tags.planeOrientation), tags.orientation, 6) ?? vector(dataset, tags.orientation, 6),
  };
}

function isUsable(dataset: DicomDataset, tag: string, length: number, positive: boolean): boolean {
  const values = numbers(dataset, tag);
  return values.length >= length && (!positive || values.every((value) => value > 0));
}

/**
 * Values that mean nothing (a pixel spacing of zero, half a position) would break the geometry of the viewer:
 * what is not usable is treated as not stated. A modality is what the viewer cannot do without.
 */
export function withoutNonsense(dataset: DicomDataset): DicomDataset {
  const checks: readonly [string, number, boolean][] = [
    [tags.pixelSpacing, 2, true],
    [tags.windowWidth, 1, true],
    [tags.position, 3, false],
    [tags.orientation, 6, false],
  ];
  const dropped = new Set(
    checks.filter(([tag, length, positive]) => !isUsable(dataset, tag, length, positive)).map(([tag]) => tag),
  );
  if (dropped.has(tags.windowWidth)) dropped.add(tags.windowCentre);
  const kept = Object.fromEntries(Object.entries(dataset).filter(([tag]) => !dropped.has(tag)));
  return text(dataset, tags.modality) === null
    ? { ...kept, [tags.modality]: { vr: 'CS', Value: ['OT'] } }
    : kept;
}

function framesOf(root: string, dataset: DicomDataset): StackImage[] {
  const sopInstanceUid = text(dataset, tags.sopInstanceUid);
  const rows = number(dataset, tags.rows);
  const columns = number(dataset, tags.columns);
  if (sopInstanceUid === null || rows === null || columns === null) return [];
  const count = Math.max(1, number(dataset, tags.frames) ?? 1);
  const usable = withoutNonsense(dataset);
  return Array.from({ length: count }, (_, index) => ({
    imageId: `wadors:${root}/instances/${sopInstanceUid}/frames/${index + 1}`,
    sopInstanceUid,
    frame: index + 1,
    rows,
    columns,
    instanceNumber: number(dataset, tags.instanceNumber),
    ...geometry(dataset, index + 1),
    dataset: usable,
  }));
}

function normalOf(orientation: readonly number[]): [number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation;
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

function sameOrientation(images: readonly StackImage[]): readonly number[] | null {
  const first = images[0]?.orientation;
  if (!first) return null;
  const same = images.every((image) =>
    image.orientation?.every((value, index) => Math.abs(value - (first[index] ?? 0)) < 1e-3),
  );
  return same ? first : null;
}

function byNumber(a: StackImage, b: StackImage): number {
  const left = a.instanceNumber ?? Number.MAX_SAFE_INTEGER;
  const right = b.instanceNumber ?? Number.MAX_SAFE_INTEGER;
  if (left !== right) return left - right;
  if (a.sopInstanceUid !== b.sopInstanceUid) return a.sopInstanceUid < b.sopInstanceUid ? -1 : 1;
  return a.frame - b.frame;
}

/** Along the normal where all images are parallel, in the direction that the instance numbers run. */
function sortImages(images: StackImage[]): StackImage[] {
  const numbered = [...images].sort(byNumber);
  const orientation = sameOrientation(numbered);
  if (!orientation || numbered.some((image) => image.position === null)) return numbered;
  const normal = normalOf(orientation);
  const depth = (image: StackImage): number =>
    (image.position ?? []).reduce((sum, value, index) => sum + value * (normal[index] ?? 0), 0);
  const depths = numbered.map(depth);
  const first = depths[0] ?? 0;
  const last = depths.at(-1) ?? 0;
  const direction = last < first ? -1 : 1;
  return numbered
    .map((image, index) => ({ image, index, depth: depths[index] ?? 0 }))
    .sort((a, b) => (a.depth - b.depth) * direction || a.index - b.index)
    .map(({ image }) => image);
}

/** The images of a series in viewing order. Instances without pixels are left out. */
export function buildStack(root: string, datasets: readonly DicomDataset[]): StackImage[] {
  return sortImages(datasets.flatMap((dataset) => framesOf(root, dataset)));
}
