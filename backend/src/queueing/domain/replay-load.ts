import type { OrderClass, WhatIfModel } from '@firstread/contract';
import { groupBits } from './groups.js';
import { flagsOf, ORDER_CLASSES, type Load } from './load.js';
import type { TargetProfile } from './reading-order.js';

/** What a model said of a study, and when. */
export interface LoggedResult {
  model: string;
  atMinutes: number;
  flagged: boolean;
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
  /** What it turned out to be: a condition that some model looks for, another urgent one, neither; null where unknown. */
  truth: 'targeted' | 'other' | 'none' | null;
  /** A time above comes from a substitute event. */
  fallbackTimestamp: boolean;
}

/** Studies of a log that a replay can use, as a load, beside what it knows more of them. */
export interface ReplayLoad {
  load: Load;
  studies: readonly (LoggedStudy & { openedMinutes: number; readMinutes: number })[];
  leftOut: {
    /** Not read within the window. */
    unread: number;
    /** Opened before they were ready, or read in no time. */
    clockNonsense: number;
  };
}

export function replayLoadOf(
  logged: readonly LoggedStudy[],
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
  return { load: loadOf(studies, ranksByModel), studies, leftOut };
}

function loadOf(studies: ReplayLoad['studies'], ranksByModel: Readonly<Record<string, number>>): Load {
  const models = [...new Set(studies.flatMap(({ results }) => results.map(({ model }) => model)))];
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
    groups: Uint16Array.from(column(groupsOf)),
    condition: new Int16Array(studies.length).fill(-1),
    conditions: [],
    flags: flagsOf(
      studies.flatMap(({ results }, study) =>
        results
          .filter(({ flagged }) => flagged)
          .map(({ model, atMinutes }) => ({ study, atMinutes, model: models.indexOf(model) })),
      ),
    ),
    ranks: models.map((model) => ranksByModel[model] ?? 1),
  };
}

function groupsOf({ orderClass, results, truth }: LoggedStudy): number {
  const flagged = results.some((result) => result.flagged);
  return groupBits({
    orderClass,
    eligible: results.length > 0,
    flagged,
    condition: truth,
    missed: !flagged,
  });
}
