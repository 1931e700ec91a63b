import {
  readerProfileSchema,
  readingRequirementsSchema,
  workloadSchema,
  type ReaderProfile,
  type ReaderProfileInput,
  type ReadingRequirements,
  type Workload,
  type WorkloadInput,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

export const profileKey = (readerId: string) => ['reader-profile', readerId] as const;
export const requirementsKey = ['reading-requirements'] as const;
export const workloadKey = ['workload'] as const;

const pathOf = (readerId: string): string => `/api/v1/readers/${readerId}/profile`;

export function fetchProfile(readerId: string, signal: AbortSignal): Promise<ReaderProfile> {
  return request(pathOf(readerId), readerProfileSchema, { signal });
}

export function saveProfile(readerId: string, body: ReaderProfileInput): Promise<ReaderProfile> {
  return request(pathOf(readerId), readerProfileSchema, { method: 'PUT', body });
}

export function fetchRequirements(signal: AbortSignal): Promise<ReadingRequirements> {
  return request('/api/v1/reading-requirements', readingRequirementsSchema, { signal });
}

export function saveRequirements(body: ReadingRequirements): Promise<ReadingRequirements> {
  return request('/api/v1/reading-requirements', readingRequirementsSchema, { method: 'PUT', body });
}

export function fetchWorkload(signal: AbortSignal): Promise<Workload> {
  return request('/api/v1/workload', workloadSchema, { signal });
}

export function saveWorkload(body: WorkloadInput): Promise<Workload> {
  return request('/api/v1/workload', workloadSchema, { method: 'PUT', body });
}
