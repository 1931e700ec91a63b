import {
  chestDxPhantom,
  dicomMoment,
  headCtPhantom,
  type PhantomIdentity,
  type PhantomInstance,
} from '../dicom/index.js';

export interface PhantomStudy {
  /** What a newcomer reads while it is sent. */
  title: string;
  /** Seconds after the study before. */
  pauseSeconds: number;
  instances: () => Iterable<PhantomInstance>;
}

type Make = (identity: PhantomIdentity) => Iterable<PhantomInstance>;

const plainHead: Make = (identity) => headCtPhantom({ ...identity, lesion: false });
const headWithLesion: Make = (identity) => headCtPhantom({ ...identity, lesion: true });
const chest: Make = (identity) => [chestDxPhantom({ ...identity, opacity: true })];

const plan: readonly { title: string; make: Make; priority?: string }[] = [
  { title: 'head CT phantom, routine', make: plainHead },
  { title: 'head CT phantom, routine', make: plainHead },
  { title: 'head CT phantom, ordered urgent', make: plainHead, priority: 'HIGH' },
  { title: 'head CT phantom with a hyperdense lesion, routine: watch it move up', make: headWithLesion },
  { title: 'chest projection phantom, routine', make: chest },
  { title: 'head CT phantom, ordered STAT: above everything AI suspects', make: plainHead, priority: 'STAT' },
  { title: 'head CT phantom with a hyperdense lesion, routine', make: headWithLesion },
  { title: 'head CT phantom, routine', make: plainHead },
];

const PAUSE_SECONDS = 8;

/** A small department morning of synthetic studies; another `seed` gives other UIDs. */
export function departmentMorning(seed: string, now: Date): PhantomStudy[] {
  return plan.map(({ title, make, priority }, index) => ({
    title,
    pauseSeconds: index === 0 ? 0 : PAUSE_SECONDS,
    instances: () =>
      make({
        seed: `${seed}-${index}`,
        name: `P${String(index + 1).padStart(2, '0')}`,
        acquired: dicomMoment(now),
        accessionNumber: `PHANTOM${index + 1}`,
        ...(priority ? { requestedPriority: priority } : {}),
      }),
  }));
}
