import {
  flagsOf,
  groupBits,
  ORDER_CLASSES,
  readingOrderOf,
  shiftsOf,
  simulate,
  withoutFlags,
  type Load,
  type Random,
  type Readings,
  type Shifts,
} from '../../queueing/index.js';
import { KINDS, readersByHour, SITES, type DepartmentPlan } from './department.js';
import type { DrawnStudy } from './draw.js';
import { drawTastes, TastefulReaders, type Choice, type Skip } from './taste.js';

const HOURS_OF_WEEK = 168;
/** From so long before the end nobody takes a study any more, so that there is a list to look at. */
const LEFT_WAITING_MINUTES = 120;

/** How the department was read, and how it would have been without AI. */
export interface DepartmentReadings {
  withAi: Readings;
  withoutAi: Readings;
  /** What readers took by their own hand, and what they skipped; as the department was read. */
  choices: readonly Choice[];
  skips: readonly Skip[];
  shifts: Shifts[];
  load: Load;
}

const PROFILES = KINDS.flatMap(({ modality }) =>
  SITES.map(([site]) => ({ modalities: [modality], location: null, site })),
);

/** The product's own order decides who is read next, and now and then the taste of a reader. `seeded` gives the same source each time. */
export function readAll(
  plan: DepartmentPlan,
  studies: readonly DrawnStudy[],
  startHour: number,
  seeded: () => Random,
): DepartmentReadings {
  const byHour = readersByHour(plan.readers);
  const shifts = shiftsOf(
    byHour.map((_, hour) => byHour[(hour + startHour) % HOURS_OF_WEEK] ?? 1),
    plan.days,
  ).map((one) => endedBy(one, plan.days * 1440 - LEFT_WAITING_MINUTES));
  const tastes = drawTastes(shifts.length, seeded());
  const load = loadOf(studies, plan);
  const department = {
    order: readingOrderOf({ kind: 'rules', rules: plan.rules }, PROFILES, load.ranks),
    shifts,
    interrupts: false,
    untilMinutes: plan.days * 1440,
  };
  const readers = () => new TastefulReaders(studies, tastes, seeded(), plan);
  const [read, otherwise] = [readers(), readers()];
  return {
    withAi: simulate(load, { ...department, takes: read.takes }),
    withoutAi: simulate(withoutFlags(load), { ...department, takes: otherwise.takes }),
    choices: read.choices,
    skips: read.skips,
    shifts,
    load,
  };
}

/** Shifts of which none goes on beyond a time. */
function endedBy(shifts: Shifts, minutes: number): Shifts {
  return shifts.map((at) => Math.min(at, minutes));
}

function loadOf(studies: readonly DrawnStudy[], { models }: DepartmentPlan): Load {
  const profileOf = ({ kind, site }: DrawnStudy) =>
    PROFILES.findIndex((one) => one.modalities[0] === kind.modality && one.site === site);
  return {
    readyMinutes: Float64Array.from(studies, ({ readyMinutes }) => readyMinutes),
    readMinutes: Float64Array.from(studies, ({ readMinutes }) => readMinutes),
    orderClass: Uint8Array.from(studies, ({ orderClass }) => ORDER_CLASSES.indexOf(orderClass)),
    profile: Uint32Array.from(studies, profileOf),
    profiles: PROFILES,
    groups: Uint16Array.from(studies, ({ orderClass, run, diseased }) =>
      groupBits({
        orderClass,
        eligible: run !== null,
        flagged: run?.state === 'flagged',
        condition: diseased ? 'targeted' : 'none',
        missed: run?.state !== 'flagged',
      }),
    ),
    condition: new Int16Array(studies.length).fill(-1),
    conditions: [],
    flags: flagsOf(
      studies.flatMap(({ run }, study) =>
        run?.state === 'flagged'
          ? [{ study, atMinutes: run.finishedMinutes, model: models.indexOf(run.model) }]
          : [],
      ),
    ),
    ranks: models.map(() => 1),
  };
}
