import {
  discrepancyPageSchema,
  discrepancySchema,
  type CloseDiscrepancy,
  type Discrepancy,
  type DiscrepancyPage,
  type DiscrepancyQuery,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

export const discrepanciesKey = (state: DiscrepancyQuery['state']) => ['discrepancies', state] as const;

export function fetchDiscrepancies(
  state: DiscrepancyQuery['state'],
  place: string,
  signal: AbortSignal,
): Promise<DiscrepancyPage> {
  const after = place === '' ? '' : `&${place.slice(1)}`;
  return request(`/api/v1/discrepancies?state=${state}${after}`, discrepancyPageSchema, { signal });
}

export function closeDiscrepancy(id: string, closing: CloseDiscrepancy): Promise<Discrepancy> {
  return request(`/api/v1/discrepancies/${id}/closure`, discrepancySchema, { method: 'PUT', body: closing });
}
