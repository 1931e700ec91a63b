import { quarantinePageSchema, type QuarantinePage } from '@firstread/contract';
import { request } from '@/lib/api/http';

export const quarantineKey = ['quarantine'] as const;

export function fetchQuarantine(query: string, signal: AbortSignal): Promise<QuarantinePage> {
  return request(`/api/v1/quarantine${query}`, quarantinePageSchema, { signal });
}
