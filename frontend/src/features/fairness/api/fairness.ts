import {
  fairnessSchema,
  listHistorySchema,
  readerActPageSchema,
  type Fairness,
  type ListHistory,
  type ReaderActPage,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

/** `query` is what the address says behind its question mark. */
export const fairnessKey = (query: string) => ['fairness', 'figures', query] as const;
export const actsKey = (query: string) => ['fairness', 'acts', query] as const;
export const historyKey = (query: string) => ['list-history', query] as const;

export function fetchFairness(query: string, signal: AbortSignal): Promise<Fairness> {
  return request(`/api/v1/fairness?${query}`, fairnessSchema, { signal });
}

export function fetchActs(query: string, signal: AbortSignal): Promise<ReaderActPage> {
  return request(`/api/v1/fairness/acts?${query}`, readerActPageSchema, { signal });
}

export function fetchHistory(query: string, signal: AbortSignal): Promise<ListHistory> {
  return request(`/api/v1/list-history?${query}`, listHistorySchema, { signal });
}
