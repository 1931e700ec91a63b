import {
  dashboardListSchema,
  dashboardSchema,
  turnaroundChangesSchema,
  turnaroundSchema,
  turnaroundStudyPageSchema,
  turnaroundSurvivalSchema,
  type Dashboard,
  type SaveDashboard,
  type Turnaround,
  type TurnaroundChanges,
  type TurnaroundStudyPage,
  type TurnaroundSurvival,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

const BASE = '/api/v1/turnaround';

/** `query` is what the address says behind its question mark. */
export const figuresKey = (query: string) => ['turnaround', 'figures', query] as const;
export const survivalKey = (query: string) => ['turnaround', 'survival', query] as const;
export const changesKey = (query: string) => ['turnaround', 'changes', query] as const;
export const studiesKey = (query: string) => ['turnaround', 'studies', query] as const;

export const dashboardsKey = ['turnaround', 'dashboards'] as const;

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

export async function fetchDashboards(signal: AbortSignal): Promise<Dashboard[]> {
  return (await request(`${BASE}/dashboards`, dashboardListSchema, { signal })).dashboards;
}

/** A new one, or the one with this id as it is to be from now on. */
export function saveDashboard(input: SaveDashboard, id?: string): Promise<Dashboard> {
  return request(id === undefined ? `${BASE}/dashboards` : `${BASE}/dashboards/${id}`, dashboardSchema, {
    method: id === undefined ? 'POST' : 'PUT',
    body: input,
  });
}

export function deleteDashboard(id: string): Promise<void> {
  return command(`${BASE}/dashboards/${id}`, { method: 'DELETE' });
}

/** Where a file comes from that the browser keeps. */
export function exportAddress(query: string, of: 'groups' | 'intervals', format: 'csv' | 'parquet'): string {
  return `${BASE}/export?${query}&${new URLSearchParams({ of, format }).toString()}`;
}
