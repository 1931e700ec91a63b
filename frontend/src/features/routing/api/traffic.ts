import {
  deliveryPageSchema,
  priorSourceListSchema,
  priorSourceSchema,
  studyFetchPageSchema,
  type DeliveryPage,
  type PriorSource,
  type PriorSourceInput,
  type PriorSourceList,
  type StudyFetchPage,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

export const deliveriesKey = ['deliveries'] as const;
export const sourcesKey = ['prior-sources'] as const;
export const fetchesKey = ['study-fetches'] as const;

export function fetchDeliveries(query: string, signal: AbortSignal): Promise<DeliveryPage> {
  return request(`/api/v1/deliveries${query}`, deliveryPageSchema, { signal });
}

export function retryDelivery(id: string): Promise<void> {
  return command(`/api/v1/deliveries/${id}/retry`, { method: 'POST' });
}

export function fetchSources(signal: AbortSignal): Promise<PriorSourceList> {
  return request('/api/v1/prior-sources', priorSourceListSchema, { signal });
}

/** One entry for each peer: replaces what was set for it. */
export function setSource(input: PriorSourceInput): Promise<PriorSource> {
  return request('/api/v1/prior-sources', priorSourceSchema, { method: 'PUT', body: input });
}

export function deleteSource(source: PriorSource): Promise<void> {
  return command(`/api/v1/prior-sources/${source.id}`, { method: 'DELETE' });
}

export function fetchFetches(query: string, signal: AbortSignal): Promise<StudyFetchPage> {
  return request(`/api/v1/study-fetches${query}`, studyFetchPageSchema, { signal });
}
