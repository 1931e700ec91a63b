import {
  cohortListSchema,
  cohortSchema,
  modelComparisonSchema,
  modelDetailSchema,
  modelListSchema,
  modelMonitoringSchema,
  validationSchema,
  type CreateCohort,
  type ModelMonitoring,
  type ModelStep,
  type RollBack,
} from '@firstread/contract';
import { request, upload } from '@/lib/api/http';

const root = '/api/v1/models';
const versionPath = (id: string, version: string): string =>
  `${root}/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

/** Which runs are monitored: whose, of how many days, of which site or scanner. */
export type MonitoringScope = Pick<ModelMonitoring, 'effect' | 'group'> & { days: number };

export const modelKeys = {
  all: ['models'] as const,
  detail: (id: string, version: string) => ['models', id, version] as const,
  monitoring: (id: string, version: string, scope: MonitoringScope) =>
    ['models', id, version, 'monitoring', scope] as const,
  comparison: (id: string, version: string, other: string) =>
    ['models', id, version, 'comparison', other] as const,
  cohorts: ['cohorts'] as const,
};

export const getModels = (signal: AbortSignal) => request(root, modelListSchema, { signal });
export const getModel = (id: string, version: string, signal: AbortSignal) =>
  request(versionPath(id, version), modelDetailSchema, { signal });
export const submitModel = (file: Blob) => upload(root, modelDetailSchema, file, 'application/zip');
export const verifyModel = (id: string, version: string) =>
  request(`${versionPath(id, version)}/verifications`, modelDetailSchema, { method: 'POST', body: {} });
export const stepModel = (id: string, version: string, step: ModelStep) =>
  request(`${versionPath(id, version)}/steps`, modelDetailSchema, { method: 'POST', body: step });
export const rollBackModel = (id: string, body: RollBack) =>
  request(`${root}/${encodeURIComponent(id)}/roll-back`, modelDetailSchema, { method: 'POST', body });
export function getMonitoring(
  id: string,
  version: string,
  { effect, days, group }: MonitoringScope,
  signal: AbortSignal,
) {
  const query = new URLSearchParams({ effect, days: String(days), ...group });
  return request(`${versionPath(id, version)}/monitoring?${query}`, modelMonitoringSchema, { signal });
}
export const getComparison = (id: string, version: string, other: string, signal: AbortSignal) =>
  request(`${versionPath(id, version)}/comparison?with=${encodeURIComponent(other)}`, modelComparisonSchema, {
    signal,
  });
export const getCohorts = (signal: AbortSignal) => request('/api/v1/cohorts', cohortListSchema, { signal });
export const createCohort = (body: CreateCohort) =>
  request('/api/v1/cohorts', cohortSchema, { method: 'POST', body });
export const requestValidation = (id: string, version: string, cohortId: string) =>
  request(`${versionPath(id, version)}/validations`, validationSchema, {
    method: 'POST',
    body: { cohortId },
  });
