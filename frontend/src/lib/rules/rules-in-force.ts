import { rulesInForceSchema, type RulesInForce } from '@firstread/contract';
import { request } from '@/lib/api/http';

export const rulesInForceKey = ['reading-rules'] as const;

/** The rules of the reading order, with earlier versions. */
export function fetchRulesInForce(signal: AbortSignal): Promise<RulesInForce> {
  return request('/api/v1/rules', rulesInForceSchema, { signal });
}
