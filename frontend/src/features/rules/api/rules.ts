import {
  ruleProposalSchema,
  rulesInForceSchema,
  rulesPreviewSchema,
  ruleVersionSchema,
  type Department,
  type ProposeRules,
  type ReadingRules,
  type RevertRules,
  type RuleProposal,
  type RulesInForce,
  type RulesPreview,
  type RuleVersion,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

export const rulesKeys = {
  inForce: ['reading-rules'] as const,
  preview: (rules: ReadingRules, department: Partial<Department>) =>
    ['reading-rules', 'preview', rules, department] as const,
};

export function fetchRules(signal: AbortSignal): Promise<RulesInForce> {
  return request('/api/v1/rules', rulesInForceSchema, { signal });
}

export function fetchPreview(
  rules: ReadingRules,
  department: Partial<Department>,
  signal: AbortSignal,
): Promise<RulesPreview> {
  return request('/api/v1/rules/preview', rulesPreviewSchema, {
    method: 'POST',
    body: { rules, department },
    signal,
  });
}

export function propose(proposal: ProposeRules): Promise<RuleProposal> {
  return request('/api/v1/rules/proposals', ruleProposalSchema, { method: 'POST', body: proposal });
}

export function approve(id: string): Promise<RuleVersion> {
  return request(`/api/v1/rules/proposals/${id}/approval`, ruleVersionSchema, { method: 'POST' });
}

export function dismiss(id: string): Promise<void> {
  return command(`/api/v1/rules/proposals/${id}`, { method: 'DELETE' });
}

export function revert(to: RevertRules): Promise<RuleVersion> {
  return request('/api/v1/rules/reversion', ruleVersionSchema, { method: 'POST', body: to });
}
