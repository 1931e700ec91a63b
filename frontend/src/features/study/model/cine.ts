import { number, numbers, type DicomDataset } from './dicom-json';

const STACK_RATE = 10;
const [SLOWEST, FASTEST] = [1, 60];

/**
 * Images a second: as the object recommends, then as it was acquired (Cine Rate, Frame Time, Frame Time Vector), and ten
 * where it says nothing.
 */
export function cineRate(dataset: DicomDataset | undefined): number {
  if (!dataset) return STACK_RATE;
  const frameTime = number(dataset, '00181063');
  const times = numbers(dataset, '00181065').slice(1);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const stated = [
    number(dataset, '00082144'),
    number(dataset, '00180040'),
    frameTime !== null && frameTime > 0 ? 1000 / frameTime : null,
    mean > 0 ? 1000 / mean : null,
  ].find((rate) => rate !== null && Number.isFinite(rate) && rate > 0);
  return Math.min(FASTEST, Math.max(SLOWEST, stated ?? STACK_RATE));
}
