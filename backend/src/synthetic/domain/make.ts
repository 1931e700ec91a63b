import type { Random } from '../../queueing/index.js';
import type { DepartmentPlan } from './department.js';
import { drawCancelled, drawStudies, type CancelledOrder } from './draw.js';
import { readAll, type DepartmentReadings } from './read.js';
import { becomeOf, type ReadStudy, type Reading, type StudyNames } from './story.js';

export interface SyntheticDepartment {
  plan: DepartmentPlan;
  studies: ReadStudy[];
  cancelled: { order: CancelledOrder; names: StudyNames }[];
  readings: DepartmentReadings;
}

/** Of what an id is. */
const PARTS = ['studyId', 'runId', 'alertId', 'criticalId', 'reportId', 'orderId'] as const;
/** Hours of work of one person at one place. */
const SHIFT_HOURS = 8;

/** A whole department; `startHour` is the hour of the week in which it begins. The same seed gives the same one. */
export function makeDepartment(
  plan: DepartmentPlan,
  startHour: number,
  seeded: (seed: string) => Random,
): SyntheticDepartment {
  const drawn = drawStudies(plan, startHour, seeded(`department ${plan.seed}`));
  const readings = readAll(plan, drawn, startHour);
  const random = seeded(`department ${plan.seed} reading`);
  const untilMinutes = plan.days * 1440;
  const { openedMinutes, readers } = readings.withAi;
  const places = readings.shifts.length;
  const studies = drawn.map((study, at) => {
    const opened = openedMinutes[at] as number;
    const place = readers[at] as number;
    const reading: Reading | null = Number.isNaN(opened)
      ? null
      : {
          openedMinutes: opened,
          reader: readerAt(plan.seed, place, opened),
          other: readerAt(plan.seed, (place + 1) % Math.max(2, places), opened),
        };
    return becomeOf(study, namesOf(plan.seed, at), reading, { untilMinutes, random });
  });
  const cancelled = drawCancelled(drawn, seeded(`department ${plan.seed} cancelled`)).map((order, at) => ({
    order,
    names: namesOf(plan.seed, drawn.length + at),
  }));
  return { plan, studies, cancelled, readings };
}

/** Names of a study of a seed: those of another seed are others. */
export function namesOf(seed: number, at: number): StudyNames {
  const ids = Object.fromEntries(PARTS.map((part, kind) => [part, uuidOf(seed, kind, at)]));
  return { ...(ids as Omit<StudyNames, 'studyUid'>), studyUid: `${uidRootOf(seed)}.${at}` };
}

/** Below which the Study Instance UIDs of a seed lie; the number is that of a UUID of this generator alone. */
export function uidRootOf(seed: number): string {
  return `2.25.21193276150281700000000000.${seed}`;
}

/** Three persons share a place round the clock. */
function readerAt(seed: number, place: number, minutes: number): string {
  const turn = Math.floor(((minutes / 60 + 24 - 7) % 24) / SHIFT_HOURS);
  return `person:${uuidOf(seed, 15, place * 3 + turn)}`;
}

/** Version 8 (RFC 9562): bits of our own. */
function uuidOf(seed: number, kind: number, at: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `5f4e7e71-${hex(kind, 4)}-8000-8${hex(seed % 4096, 3)}-${hex(at, 12)}`;
}
