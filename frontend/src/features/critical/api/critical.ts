import {
  calleesSchema,
  criticalCatalogueSchema,
  criticalPageSchema,
  criticalReportSchema,
  criticalResultSchema,
  criticalSettingsSchema,
  type AcknowledgeCritical,
  type AssignCritical,
  type Callees,
  type CloseCritical,
  type CriticalAttemptInput,
  type CriticalCatalogue,
  type CriticalPage,
  type CriticalQuery,
  type CriticalReport,
  type CriticalReportQuery,
  type CriticalResult,
  type CriticalSettings,
  type CriticalSettingsChange,
  type HandOverCritical,
  type MarkCritical,
  type WithdrawCritical,
} from '@firstread/contract';
import { request } from '@/lib/api/http';
import { criticalKey } from '@/lib/critical/use-critical-count';

export const listKey = (show: CriticalQuery['show']) => [...criticalKey, 'list', show] as const;
export const ofStudyKey = (studyUid: string, show: CriticalQuery['show']) =>
  [...criticalKey, 'study', studyUid, show] as const;
export const reportKey = ({ from, to }: CriticalReportQuery) => [...criticalKey, 'report', from, to] as const;
export const catalogueKey = ['critical-catalogue'] as const;
export const settingsKey = ['critical-settings'] as const;
export const calleesKey = (studyUid: string) => ['callees', studyUid] as const;

const ROOT = '/api/v1/critical';

export function fetchCriticalPage(
  show: CriticalQuery['show'],
  place: string,
  signal: AbortSignal,
): Promise<CriticalPage> {
  const after = place === '' ? '' : `&${place.slice(1)}`;
  return request(`${ROOT}?show=${show}${after}`, criticalPageSchema, { signal });
}

export function fetchOfStudy(
  studyUid: string,
  show: CriticalQuery['show'],
  signal: AbortSignal,
): Promise<CriticalPage> {
  return request(`${ROOT}?show=${show}&studyUid=${studyUid}`, criticalPageSchema, { signal });
}

export function markCritical(studyUid: string, body: MarkCritical): Promise<CriticalResult> {
  return request(`/api/v1/studies/${studyUid}/critical`, criticalResultSchema, { method: 'POST', body });
}

export function fetchCallees(studyUid: string, signal: AbortSignal): Promise<Callees> {
  return request(`/api/v1/studies/${studyUid}/callees`, calleesSchema, { signal });
}

/** What can be done with a result, and what it takes. */
export interface CriticalSteps {
  attempts: CriticalAttemptInput;
  acknowledgement: AcknowledgeCritical;
  closing: CloseCritical;
  withdrawal: WithdrawCritical;
  assignment: AssignCritical;
}
export type CriticalStep = keyof CriticalSteps;

/** Takes one step with the result; returns it as it is then. */
export function take<S extends CriticalStep>(
  step: S,
  id: string,
  body: CriticalSteps[S],
): Promise<CriticalResult> {
  return request(`${ROOT}/${id}/${step}`, criticalResultSchema, { method: 'POST', body });
}

export function handOver(body: HandOverCritical): Promise<CriticalResult[]> {
  return request(`${ROOT}/hand-over`, criticalResultSchema.array(), { method: 'POST', body });
}

export function fetchCatalogue(signal: AbortSignal): Promise<CriticalCatalogue> {
  return request(`${ROOT}/catalogue`, criticalCatalogueSchema, { signal });
}

export function fetchSettings(signal: AbortSignal): Promise<CriticalSettings> {
  return request(`${ROOT}/settings`, criticalSettingsSchema, { signal });
}

export function saveSettings(body: CriticalSettingsChange): Promise<CriticalSettings> {
  return request(`${ROOT}/settings`, criticalSettingsSchema, { method: 'PUT', body });
}

const periodOf = ({ from, to }: CriticalReportQuery): string => `?from=${from}&to=${to}`;

export function fetchCriticalReport(
  period: CriticalReportQuery,
  signal: AbortSignal,
): Promise<CriticalReport> {
  return request(`${ROOT}/report${periodOf(period)}`, criticalReportSchema, { signal });
}

export function csvOf(period: CriticalReportQuery): string {
  return `${ROOT}/report.csv${periodOf(period)}`;
}
