import type { OrderClass, ReadingRules, TargetException } from '@firstread/contract';

/** Rules that a new system begins with. */
export const FIRST_RULES: ReadingRules = {
  targets: { stat: 30, urgent: 120, routine: 1440 },
  suspicionMinutes: 60,
  suspicionRank: 'belowStat',
  exceptions: [],
};

/** What targets are chosen by. */
export interface TargetFacts {
  orderClass: OrderClass;
  modalities: readonly string[];
  location: string | null;
  site: string | null;
}

export interface Target {
  minutes: number;
  /** The exception it comes from; null where it is the target of the class. */
  exception: TargetException | null;
}

/**
 * The target of a study. Of the exceptions that fit, the one that names most speaks, and of those the one with the
 * shortest target: where rules contradict each other, nobody waits longer for it.
 */
export function targetOf(facts: TargetFacts, rules: ReadingRules): Target {
  let best: TargetException | null = null;
  for (const exception of rules.exceptions)
    if (fits(exception, facts) && (best === null || goesBefore(exception, best))) best = exception;
  return { minutes: best?.minutes ?? rules.targets[facts.orderClass], exception: best };
}

function fits({ orderClass, modality, location, site }: TargetException, facts: TargetFacts): boolean {
  return (
    orderClass === facts.orderClass &&
    (modality === null || facts.modalities.some((one) => same(one, modality))) &&
    (location === null || same(facts.location, location)) &&
    (site === null || same(facts.site, site))
  );
}

function same(a: string | null, b: string): boolean {
  return a !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
}

function goesBefore(a: TargetException, b: TargetException): boolean {
  const [namedA, namedB] = [named(a), named(b)];
  return namedA === namedB ? a.minutes < b.minutes : namedA > namedB;
}

function named({ modality, location, site }: TargetException): number {
  return [modality, location, site].filter((one) => one !== null).length;
}
