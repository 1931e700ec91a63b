import {
  forwardRuleListSchema,
  forwardRuleSchema,
  type ForwardRule,
  type ForwardRuleInput,
  type ForwardRuleList,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

export const rulesKey = ['forward-rules'] as const;

export function fetchRules(signal: AbortSignal): Promise<ForwardRuleList> {
  return request('/api/v1/forward-rules', forwardRuleListSchema, { signal });
}

export function createRule(input: ForwardRuleInput): Promise<ForwardRule> {
  return request('/api/v1/forward-rules', forwardRuleSchema, { method: 'POST', body: input });
}

export function changeRule(rule: ForwardRule, input: ForwardRuleInput): Promise<ForwardRule> {
  return request(`/api/v1/forward-rules/${rule.id}`, forwardRuleSchema, {
    method: 'PUT',
    body: { ...input, expectedVersion: rule.version },
  });
}

export function deleteRule(rule: ForwardRule): Promise<void> {
  return command(`/api/v1/forward-rules/${rule.id}?expectedVersion=${rule.version}`, { method: 'DELETE' });
}
