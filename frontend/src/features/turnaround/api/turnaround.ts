import {
  turnaroundChangesSchema,
  turnaroundSchema,
  turnaroundStudyPageSchema,
  turnaroundSurvivalSchema,
  type Turnaround,
  type TurnaroundChanges,
  type TurnaroundStudyPage,
  type TurnaroundSurvival,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

const BASE = '/api/v1/turnaround';

/** `query` is what the address says behind its question mark. */
export const figuresKey = (query: string) => ['turnaround', 'figures', query] as const;
export const survivalKey = (query: string) => ['turnaround', 'survival', query] as const;
export const changesKey = (query: string) => ['turnaround', 'changes', query] as const;
export const studiesKey = (query: string) => ['turnaround', 'studies', query] as const;

export function fetchFigures(query: string, signal: AbortSignal): Promise<Turnaround> {
  return request(`${BASE}?${query}`, turnaroundSchema, { signal });
}

export function fetchSurvival(query: string, signal: AbortSignal): Promise<TurnaroundSurvival> {
  return request(`${BASE}/survival?${query}`, turnaroundSurvivalSchema, { signal });
}

export function fetchChanges(query: string, signal: AbortSignal): Promise<TurnaroundChanges> {
  return request(`${BASE}/changes?${query}`, turnaroundChangesSchema, { signal });
}

export function fetchStudies(query: string, signal: AbortSignal): Promise<TurnaroundStudyPage> {
  return request(`${BASE}/studies?${query}`, turnaroundStudyPageSchema, { signal });
}
