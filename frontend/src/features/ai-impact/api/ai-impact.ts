import {
  aiImpactModelsSchema,
  aiImpactSchema,
  type AiImpact,
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

export function fetchImpact(query: AiImpactQuery, signal: AbortSignal): Promise<AiImpact> {
  return request(`${root}?${new URLSearchParams(query).toString()}`, aiImpactSchema, { signal });
}
