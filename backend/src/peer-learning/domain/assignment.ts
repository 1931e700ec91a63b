import { draw, type DrawableReport, type Rate } from './drawing.js';
import { randomFrom } from '../../dicom/index.js';
import { shuffled, type Random } from './shuffled.js';

export interface Assigned {
  reportId: string;
  reviewerId: string;
}

interface Placed {
  report: DrawableReport;
  reviewerId: string;
}

/**
 * Draws reports and gives each to somebody who may review it. The same reports, rate and seed give the same, in whichever
 * order they come. The load is balanced: no report could go to somebody who has two fewer.
 */
export function assign(reports: readonly DrawableReport[], rate: Rate, seed: string): Assigned[] {
  const random = randomFrom(seed);
  const placed = balanced(place(shuffled(draw(reports, rate, random), random), random));
  return placed.map(({ report: { reportId }, reviewerId }) => ({ reportId, reviewerId }));
}

/** One after the other to whoever has least, of equal ones by lot. */
function place(reports: readonly DrawableReport[], random: Random): Placed[] {
  const load = new Map<string, number>();
  return reports.flatMap((report) => {
    const candidates = shuffled([...report.eligible].sort(), random);
    const reviewerId = leastLoaded(candidates, load);
    if (reviewerId === undefined) return [];
    load.set(reviewerId, loadOf(load, reviewerId) + 1);
    return [{ report, reviewerId }];
  });
}

/** Moves reports for as long as a move makes loads more alike; each move lowers the sum of their squares, so it ends. */
function balanced(placed: readonly Placed[]): Placed[] {
  const result = placed.map((one) => ({ ...one }));
  const load = new Map<string, number>();
  for (const { reviewerId } of result) load.set(reviewerId, loadOf(load, reviewerId) + 1);
  for (let moved = true; moved;) {
    moved = false;
    for (const one of result) {
      const other = leastLoaded([...one.report.eligible].sort(), load);
      if (other === undefined || loadOf(load, other) + 1 >= loadOf(load, one.reviewerId)) continue;
      load.set(one.reviewerId, loadOf(load, one.reviewerId) - 1);
      load.set(other, loadOf(load, other) + 1);
      one.reviewerId = other;
      moved = true;
    }
  }
  return result;
}

function leastLoaded(candidates: readonly string[], load: ReadonlyMap<string, number>): string | undefined {
  return candidates.reduce<string | undefined>(
    (least, one) => (least === undefined || loadOf(load, one) < loadOf(load, least) ? one : least),
    undefined,
  );
}

function loadOf(load: ReadonlyMap<string, number>, reviewerId: string): number {
  return load.get(reviewerId) ?? 0;
}
