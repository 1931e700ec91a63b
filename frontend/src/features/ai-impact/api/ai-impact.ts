import {
  aiImpactAnswerSchema,
  aiImpactModelsSchema,
  type AiImpactAnswer,
  type AiImpactModels,
  type AiImpactModelsQuery,
  type AiImpactQuery,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

const root = '/api/v1/ai-impact';

export const impactModelsKey = (period: AiImpactModelsQuery) => ['ai-impact', 'models', period] as const;
export const impactKey = (query: AiImpactQuery | null) => ['ai-impact', query] as const;

export function fetchImpactModels(period: AiImpactModelsQuery, signal: AbortSignal): Promise<AiImpactModels> {
  return request(`${root}/models?${new URLSearchParams(period).toString()}`, aiImpactModelsSchema, {
    signal,
  });
}

export function fetchImpact(query: AiImpactQuery, signal: AbortSignal): Promise<AiImpactAnswer> {
  return request(`${root}?${new URLSearchParams(query).toString()}`, aiImpactAnswerSchema, { signal });
}

/** Has an answer made anew. */
export function makeImpactAgain(query: AiImpactQuery): Promise<AiImpactAnswer> {
  return request(root, aiImpactAnswerSchema, { method: 'POST', body: query });
}
