import type { AiImpactModelsQuery } from '@firstread/contract';
import { dayAfter, startOfDay } from '../../turnaround/index.js';

export type Period = AiImpactModelsQuery;

/** The first instant of its first day at the site, and the first after its last. */
export function instantsOf({ from, to }: Period, timeZone: string): { from: Date; until: Date } {
  return { from: startOfDay(from, timeZone), until: startOfDay(dayAfter(to), timeZone) };
}
