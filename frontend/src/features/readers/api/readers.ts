import {
  readerProfileSchema,
  readingRequirementsSchema,
  type ReaderProfile,
  type ReaderProfileInput,
  type ReadingRequirements,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

export const profileKey = (readerId: string) => ['reader-profile', readerId] as const;
export const requirementsKey = ['reading-requirements'] as const;

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
