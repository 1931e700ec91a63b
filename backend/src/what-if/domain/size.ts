import type { WhatIfScenario } from '@firstread/contract';

const HOURS_OF_WEEK = 168;

/** Most studies of all replications together. */
export const MOST_STUDIES = 3_000_000;

/** Studies to be drawn for a scenario. */
export function studiesOf({ studyClasses, days, replications }: WhatIfScenario): number {
  const perHour = studyClasses.reduce((sum, { arrivalsPerHour }) => sum + meanOf(arrivalsPerHour), 0);
  return perHour * 24 * days * replications;
}

function meanOf(hourly: number | readonly number[]): number {
  return typeof hourly === 'number' ? hourly : hourly.reduce((sum, one) => sum + one, 0) / HOURS_OF_WEEK;
}
