import {
  dashboardListSchema,
  dashboardSchema,
  reportIssueSchema,
  reportScheduleSchema,
  turnaroundChangesSchema,
  turnaroundSchema,
  turnaroundStudyPageSchema,
  turnaroundSurvivalSchema,
  type Dashboard,
  type ReportIssue,
  type ReportSchedule,
  type SaveDashboard,
  type SaveSchedule,
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

export const scheduleKey = (dashboardId: string) => ['turnaround', 'schedule', dashboardId] as const;

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

const scheduleAddress = (dashboardId: string) => `${BASE}/dashboards/${dashboardId}/schedule`;

export function fetchSchedule(dashboardId: string, signal: AbortSignal): Promise<ReportSchedule> {
  return request(scheduleAddress(dashboardId), reportScheduleSchema, { signal });
}

export function saveSchedule(dashboardId: string, input: SaveSchedule): Promise<ReportSchedule> {
  return request(scheduleAddress(dashboardId), reportScheduleSchema, { method: 'PUT', body: input });
}

export function deleteSchedule(dashboardId: string): Promise<void> {
  return command(scheduleAddress(dashboardId), { method: 'DELETE' });
}

/** Makes a report now, which goes to whoever asks. */
export function testSchedule(dashboardId: string): Promise<ReportIssue> {
  return request(`${scheduleAddress(dashboardId)}/test`, reportIssueSchema, { method: 'POST' });
}

/** The PDF of a report that was made. */
export function issueAddress(dashboardId: string, issueId: string): string {
  return `${BASE}/dashboards/${dashboardId}/issues/${issueId}`;
}

/** Where a file comes from that the browser keeps. */
export function exportAddress(query: string, of: 'groups' | 'intervals', format: 'csv' | 'parquet'): string {
  return `${BASE}/export?${query}&${new URLSearchParams({ of, format }).toString()}`;
}
