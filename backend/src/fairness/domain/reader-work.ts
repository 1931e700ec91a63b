import {
  FEWEST_FOR_A_SHARE,
  FEWEST_READERS,
  proportion,
  type Fairness,
  type Measured,
  type ReaderWork,
} from '@firstread/contract';
import { estimateOfSums } from '../../queueing/index.js';
import { quantile } from './choices.js';
import type { ReaderDay } from './reader-day.js';

/** The figures of one reader, of the sums over the days of a period. `docs/metrics-fairness.md` says the same for people. */
export function workOf(
  { readerId, name }: Pick<ReaderWork, 'readerId' | 'name'>,
  days: ReaderDay,
  rvuReadByAll: number,
): ReaderWork {
  const ways = {
    next: days.cameNext,
    chosen: days.cameChosen,
    takenOver: days.cameTakenOver,
    handedOver: days.cameHandedOver,
    unknown: days.cameUnknown,
  };
  const assigned = Object.values(ways).reduce((total, studies) => total + studies, 0);
  const { studiesRead, rvuRead, rvuAssigned, activeHours, skips, expired, steals } = days;
  return {
    ...{ readerId, name, studiesRead, rvuRead, rvuAssigned, activeHours, expired, steals },
    rvuShare: rvuReadByAll === 0 ? null : rvuRead / rvuReadByAll,
    studiesAssigned: ways,
    skipped: skips,
    skipRate: share(days.studiesSkipped, days.studiesOffered),
    releaseRate: share(days.studiesReleased, assigned),
    outOfOrder: share(days.outOfOrder, days.choices),
    position: meanPlace(days),
    cherryPick: share(days.lighter, days.leaning),
  };
}

/** Quartiles over readers, of those figures that are sums. */
export function spreadOf(readers: readonly ReaderWork[]): Fairness['spread'] {
  const over = (figure: 'studiesRead' | 'rvuRead' | 'rvuAssigned') => {
    const values = readers.map((reader) => reader[figure]);
    const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(values, share) ?? 0) as [
      number,
      number,
      number,
    ];
    return readers.length < FEWEST_READERS ? null : { readers: readers.length, q1, median, q3 };
  };
  return { studiesRead: over('studiesRead'), rvuRead: over('rvuRead'), rvuAssigned: over('rvuAssigned') };
}

/** With the interval of Wilson. */
function share(count: number, n: number): Measured {
  const { value, interval95 } = proportion(count, n);
  return measured(n, value, interval95);
}

/** With the interval of Student, within 0 and 1. */
function meanPlace({ choices: n, placeSum, placeSquares }: ReaderDay): Measured {
  const { value, interval95 } = estimateOfSums({ n, sum: placeSum, squares: placeSquares });
  return measured(n, value, interval95 && [Math.max(0, interval95[0]), Math.min(1, interval95[1])]);
}

function measured(n: number, value: number | null, interval95: [number, number] | null): Measured {
  return n < FEWEST_FOR_A_SHARE
    ? { n, value: null, interval95: null, refused: 'tooFew' }
    : { n, value, interval95, refused: null };
}
