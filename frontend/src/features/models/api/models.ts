import {
  cohortListSchema,
  cohortSchema,
  modelDetailSchema,
  modelListSchema,
  modelMonitoringSchema,
  validationSchema,
  type CreateCohort,
  type ModelStep,
  type RollBack,
} from '@firstread/contract';
import { request, upload } from '@/lib/api/http';

const root = '/api/v1/models';
const versionPath = (id: string, version: string): string =>
  `${root}/${encodeURIComponent(id)}/${encodeURIComponent(version)}`;

export const modelKeys = {
  all: ['models'] as const,
  detail: (id: string, version: string) => ['models', id, version] as const,
  monitoring: (id: string, version: string, effect: string) =>
    ['models', id, version, 'monitoring', effect] as const,
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
export const getMonitoring = (id: string, version: string, effect: 'shown' | 'shadow', signal: AbortSignal) =>
  request(`${versionPath(id, version)}/monitoring?effect=${effect}`, modelMonitoringSchema, { signal });
export const getCohorts = (signal: AbortSignal) => request('/api/v1/cohorts', cohortListSchema, { signal });
export const createCohort = (body: CreateCohort) =>
  request('/api/v1/cohorts', cohortSchema, { method: 'POST', body });
export const requestValidation = (id: string, version: string, cohortId: string) =>
  request(`${versionPath(id, version)}/validations`, validationSchema, {
    method: 'POST',
    body: { cohortId },
  });
