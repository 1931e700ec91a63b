import type { OperatingPoint, ReadingOrderChoice } from '@firstread/contract';
import type { ShownRun } from '../src/governance/index.js';
import type { ImpactLog } from '../src/ai-impact/domain/readings.js';
import { alwaysAtWork, withoutFlags } from '../src/queueing/domain/load.js';
import { readingOrderOf } from '../src/queueing/domain/reading-order.js';
import { simulate } from '../src/queueing/domain/simulate.js';
import { memberOf } from '../src/queueing/domain/waits.js';
import { loadOf, scenarioOf } from '../src/queueing/test/scenarios.js';
import { FIRST_RULES } from '../src/triage/index.js';
import { readerOf } from './readers.js';

export const MODEL = { modelId: 'finder', version: '1.0.0' };
export const rules: ReadingOrderChoice = { kind: 'rules', rules: FIRST_RULES };
/** A Monday at midnight, UTC. */
export const FROM = new Date('2026-03-02T00:00:00Z');
const MINUTE = 60_000;

/** A study of a simulated department; minutes from `FROM`. */
export interface Course {
  uid: string;
  readyMinutes: number;
  openedMinutes: number;
  reportedMinutes: number;
  readerId: string;
  flagged: boolean;
  resultMinutes: number;
  diseased: boolean;
}

interface Wanted {
  days?: number;
  rho?: number;
  point?: OperatingPoint;
  followed?: ReadingOrderChoice;
}

const READERS = 2;

/** What two readers did in some days, and what the diseased among the studies saved by the flags. */
export function simulated({ days = 20, rho = 0.8, point, followed = rules }: Wanted = {}): {
  courses: Course[];
  savedMinutes: number;
} {
  const scenario = scenarioOf({ readers: READERS, rho, latencyMinutes: 3, ...(point ? { point } : {}) });
  const load = loadOf(scenario, days * rho * READERS * 6 * 24, 'impact');
  const by = (one: typeof load, order: ReadingOrderChoice) =>
    simulate(one, {
      order: readingOrderOf(order, one.profiles, one.ranks),
      shifts: alwaysAtWork(READERS),
      interrupts: false,
      untilMinutes: Number.POSITIVE_INFINITY,
    });
  const [diseased, read, before] = [
    memberOf(load, 'diseased'),
    by(load, followed),
    by(withoutFlags(load), rules),
  ];
  const flagAt = new Map(Array.from(load.flags.study, (study, at) => [study, load.flags.atMinutes[at] ?? 0]));
  const courses = Array.from(load.readyMinutes, (readyMinutes, study): Course => {
    const openedMinutes = read.openedMinutes[study] ?? 0;
    return {
      uid: `2.25.${study}`,
      readyMinutes,
      openedMinutes,
      reportedMinutes: openedMinutes + (load.readMinutes[study] ?? 0),
      readerId: '',
      flagged: flagAt.has(study),
      resultMinutes: flagAt.get(study) ?? readyMinutes + 3,
      diseased: diseased(study),
    };
  });
  giveOut(courses);
  const saved = courses.flatMap((one, study) =>
    one.diseased ? [(before.waitMinutes[study] ?? 0) - (read.waitMinutes[study] ?? 0)] : [],
  );
  return { courses, savedMinutes: saved.reduce((sum, one) => sum + one, 0) / saved.length };
}

/** Each study to a reader who was free when it was opened. */
function giveOut(courses: readonly Course[]): void {
  const freeFrom = new Array<number>(READERS).fill(0);
  for (const course of [...courses].sort((a, b) => a.openedMinutes - b.openedMinutes)) {
    const reader = freeFrom.indexOf(Math.min(...freeFrom));
    freeFrom[reader] = course.reportedMinutes;
    course.readerId = readerOf(reader + 1).id;
  }
}

export const at = (minutes: number) => new Date(FROM.getTime() + minutes * MINUTE);

/** The log of them, in which readers judged every result. */
export function logOf(courses: readonly Course[], days = 20): ImpactLog {
  const until = at(days * 1440);
  return {
    from: FROM,
    until,
    now: until,
    readings: courses.map((one) => ({
      studyUid: one.uid,
      site: '',
      modality: 'CT',
      orderClass: 'routine',
      readyAt: at(one.readyMinutes),
      day: at(one.readyMinutes).toISOString().slice(0, 10),
      hourOfWeek: Math.floor(one.readyMinutes / 60) % 168,
      openedAt: at(one.openedMinutes),
      openedWith: 'firstOpened',
      reportedAt: at(one.reportedMinutes),
      fallback: false,
      critical: false,
    })),
    runs: courses.map(runOf),
    acts: courses
      .map(({ uid, readerId, reportedMinutes }) => ({
        readerId,
        studyUid: uid,
        kind: 'final' as const,
        at: at(reportedMinutes),
      }))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
    alerts: [],
    hoursOfWeek: Array.from({ length: days * 24 }, (_, hour) => hour % 168),
  };
}

function runOf({ uid, flagged, resultMinutes, diseased }: Course): ShownRun {
  return {
    ...MODEL,
    studyUid: uid,
    finishedAt: at(resultMinutes),
    raises: flagged,
    state: flagged ? 'flagged' : 'notFlagged',
    verdict: diseased ? 'present' : 'absent',
  };
}
