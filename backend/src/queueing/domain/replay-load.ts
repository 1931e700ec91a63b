import type { OrderClass, WhatIfModel } from '@firstread/contract';
import { groupBits } from './groups.js';
import { flagsOf, ORDER_CLASSES, type Load } from './load.js';
import type { TargetProfile } from './reading-order.js';

/** What a model said of a study, and when. */
export interface LoggedResult {
  model: string;
  atMinutes: number;
  flagged: boolean;
  /** Its flag raises the study in the reading order: not every finding does. */
  raises: boolean;
}

/** A study of the log; minutes from the start of the window. */
export interface LoggedStudy {
  id: string;
  /** Calendar day at the site, the unit that is resampled. */
  day: string;
  readyMinutes: number;
  /** Null where it is not yet opened. */
  openedMinutes: number | null;
  /** From opened until reported; null where it is not yet. */
  readMinutes: number | null;
  orderClass: OrderClass;
  profile: TargetProfile;
  results: readonly LoggedResult[];
  /** What it turned out to be: a condition that the model looks for, another urgent one, neither; null where unknown. */
  truth: 'targeted' | 'other' | 'none' | null;
  /** A time above comes from a substitute event. */
  fallbackTimestamp: boolean;
}

/** Studies of a log that a replay can use, as a load, beside what it knows more of them. */
export interface ReplayLoad {
  load: Load;
  studies: readonly (LoggedStudy & { openedMinutes: number; readMinutes: number })[];
  /** Place of the model among those that flag; -1 where none of its flags raises anything. */
  model: number;
  leftOut: {
    /** Not read within the window. */
    unread: number;
    /** Opened before they were ready, or read in no time. */
    clockNonsense: number;
  };
}

/** The groups are those of one model; flags of the others are in the load as well. */
export function replayLoadOf(
  logged: readonly LoggedStudy[],
  model: string,
  ranksByModel: Readonly<Record<string, WhatIfModel['rank']>>,
): ReplayLoad {
  const read = logged.filter(
    (study): study is ReplayLoad['studies'][number] =>
      study.openedMinutes !== null && study.readMinutes !== null,
  );
  const studies = read
    .filter(
      ({ readyMinutes, openedMinutes, readMinutes }) => openedMinutes >= readyMinutes && readMinutes > 0,
    )
    .sort((a, b) => a.readyMinutes - b.readyMinutes);
  const leftOut = { unread: logged.length - read.length, clockNonsense: read.length - studies.length };
  const models = [...new Set(studies.flatMap(({ results }) => results.map((one) => one.model)))];
  const ranks = models.map((one) => ranksByModel[one] ?? 1);
  return {
    load: { ...loadOf(studies, model, models), ranks },
    studies,
    model: models.indexOf(model),
    leftOut,
  };
}

function loadOf(studies: ReplayLoad['studies'], of: string, models: readonly string[]): Omit<Load, 'ranks'> {
  const profiles = new Map<string, { place: number; profile: TargetProfile }>();
  const placeOfProfile = (profile: TargetProfile) => {
    const key = JSON.stringify([profile.modalities, profile.location, profile.site]);
    const found = profiles.get(key) ?? { place: profiles.size, profile };
    profiles.set(key, found);
    return found.place;
  };
  const column = (of: (study: LoggedStudy) => number) => studies.map(of);
  return {
    readyMinutes: Float64Array.from(column(({ readyMinutes }) => readyMinutes)),
    readMinutes: Float64Array.from(studies, ({ readMinutes }) => readMinutes),
    orderClass: Uint8Array.from(column(({ orderClass }) => ORDER_CLASSES.indexOf(orderClass))),
    profile: Uint32Array.from(column(({ profile }) => placeOfProfile(profile))),
    profiles: [...profiles.values()].map(({ profile }) => profile),
    groups: Uint16Array.from(column((study) => groupsOf(study, of))),
    condition: new Int16Array(studies.length).fill(-1),
    conditions: [],
    flags: flagsOf(
      studies.flatMap(({ results }, study) =>
        results
          .filter(({ raises }) => raises)
          .map(({ model, atMinutes }) => ({ study, atMinutes, model: models.indexOf(model) })),
      ),
    ),
  };
}

function groupsOf({ orderClass, results, truth }: LoggedStudy, of: string): number {
  const own = results.filter(({ model }) => model === of);
  const flagged = own.some((result) => result.flagged);
  return groupBits({
    orderClass,
    eligible: own.length > 0,
    flagged,
    condition: truth,
    missed: !flagged,
  });
}
