import {
  ruleProposalSchema,
  rulesPreviewSchema,
  ruleVersionSchema,
  type Department,
  type ProposeRules,
  type ReadingRules,
  type RevertRules,
  type RuleProposal,
  type RulesPreview,
  type RuleVersion,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';
import { rulesInForceKey } from '@/lib/rules/rules-in-force';

export const rulesKeys = {
  inForce: rulesInForceKey,
  preview: (rules: ReadingRules, department: Partial<Department>) =>
    [...rulesInForceKey, 'preview', rules, department] as const,
};

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
