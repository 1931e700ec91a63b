import type { Random } from '../../queueing/index.js';
import { groupBy } from '../../platform/index.js';
import type { DepartmentPlan } from './department.js';
import { drawEmptyOrders, drawScheduled, drawStudies, type EmptyOrder } from './draw.js';
import { personAt } from './taste.js';
import { readAll, type DepartmentReadings } from './read.js';
import { namesOf, personOf, type StudyNames } from './names.js';
import { becomeOf, type ReadStudy, type Reading } from './story.js';

export interface SyntheticDepartment {
  plan: DepartmentPlan;
  studies: ReadStudy[];
  /** Orders of which no images are there. */
  emptyOrders: { order: EmptyOrder; names: StudyNames }[];
  readings: DepartmentReadings;
}

/** A whole department; `startHour` is the hour of the week in which it begins. The same seed gives the same one. */
export function makeDepartment(
  plan: DepartmentPlan,
  startHour: number,
  seeded: (seed: string) => Random,
): SyntheticDepartment {
  const drawn = drawStudies(plan, startHour, seeded(`department ${plan.seed}`));
  const readings = readAll(plan, drawn, startHour, () => seeded(`department ${plan.seed} taste`));
  const random = seeded(`department ${plan.seed} reading`);
  const untilMinutes = plan.days * 1440;
  const { openedMinutes, readers } = readings.withAi;
  const byHand = new Set(readings.choices.map(({ study }) => study));
  const skips = groupBy(readings.skips, ({ study }) => study);
  const places = readings.shifts.length;
  const studies = drawn.map((study, at) => {
    const opened = openedMinutes[at] as number;
    const place = readers[at] as number;
    const reading: Reading | null = Number.isNaN(opened)
      ? null
      : {
          openedMinutes: opened,
          how: byHand.has(at) ? 'chosen' : 'next',
          reader: readerAt(plan.seed, place, opened),
          other: readerAt(plan.seed, (place + 1) % Math.max(2, places), opened),
        };
    const skipped = (skips.get(at) ?? []).map(({ person, minutes }) => ({
      by: personOf(plan.seed, person),
      minutes,
    }));
    return becomeOf(study, namesOf(plan.seed, at), reading, {
      untilMinutes,
      random,
      skipped,
      watch: readerAt(plan.seed, 0, study.readyMinutes),
    });
  });
  const orders = [
    ...drawEmptyOrders(drawn, seeded(`department ${plan.seed} cancelled`)),
    ...drawScheduled(plan, startHour, seeded(`department ${plan.seed} scheduled`)),
  ];
  const emptyOrders = orders.map((order, at) => ({ order, names: namesOf(plan.seed, drawn.length + at) }));
  return { plan, studies, emptyOrders, readings };
}

function readerAt(seed: number, place: number, minutes: number): string {
  return personOf(seed, personAt(place, minutes));
}
