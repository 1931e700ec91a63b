import {
  discrepancyPageSchema,
  discrepancySchema,
  reportAuthorsSchema,
  type CloseDiscrepancy,
  type Discrepancy,
  type DiscrepancyKind,
  type DiscrepancyPage,
  type DiscrepancyQuery,
  type GradeDiscrepancy,
  type ReportAuthors,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

type State = DiscrepancyQuery['state'];

export const discrepanciesKey = (kind: DiscrepancyKind, state: State) =>
  ['discrepancies', kind, state] as const;

export function fetchDiscrepancies(
  kind: DiscrepancyKind,
  state: State,
  place: string,
  signal: AbortSignal,
): Promise<DiscrepancyPage> {
  const after = place === '' ? '' : `&${place.slice(1)}`;
  return request(`/api/v1/discrepancies?kind=${kind}&state=${state}${after}`, discrepancyPageSchema, {
    signal,
  });
}

export function gradeDiscrepancy(id: string, grade: GradeDiscrepancy): Promise<Discrepancy> {
  return request(`/api/v1/discrepancies/${id}/grade`, discrepancySchema, { method: 'PUT', body: grade });
}

export function closeDiscrepancy(id: string, closing: CloseDiscrepancy): Promise<Discrepancy> {
  return request(`/api/v1/discrepancies/${id}/closure`, discrepancySchema, { method: 'PUT', body: closing });
}

/** Who signs as what: residents grade nothing. */
export function fetchGrades(signal: AbortSignal): Promise<ReportAuthors> {
  return request('/api/v1/reports/authors', reportAuthorsSchema, { signal });
}
