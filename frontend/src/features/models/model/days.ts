import type { MonitoredDay } from '@firstread/contract';

/** Share of the runs with a result that flagged; null where none had one. */
export function rateOf({ flagged, runs }: Pick<MonitoredDay, 'flagged' | 'runs'>): number | null {
  return runs === 0 ? null : flagged / runs;
}

/** The flag rate lies outside its control limits. */
export function isOutside(day: MonitoredDay): boolean {
  const rate = rateOf(day);
  return rate !== null && (rate < day.low || rate > day.high);
}
