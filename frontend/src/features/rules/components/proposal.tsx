'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserCheck } from 'lucide-react';
import type { RuleProposal, RuleVersion } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { useToast } from '@/components/ui/toast';
import { useMay, useSession, useTimeZone } from '@/lib/auth/session';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { approve, dismiss, rulesKeys } from '../api/rules';
import { differenceOf } from '../model/difference';
import { Changes } from './editor';

/** What waits for a second person. */
export function Proposal({ proposal, active }: { proposal: RuleProposal; active: RuleVersion }) {
  const { id } = useSession();
  const zone = useTimeZone();
  const may = useMay('rules.write');
  const own = proposal.proposedById === id;
  const { proposedBy: name, reason } = proposal;
  return (
    <section
      aria-label={t('readingRules.proposal')}
      data-testid="rules-proposal"
      className="flex flex-wrap items-start justify-between gap-4 rounded-lg border border-cyan-line bg-cyan-soft p-4"
    >
      <div className="min-w-0">
        <h2 className="mb-1 flex items-center gap-2 text-[13px] font-semibold text-cyan">
          <UserCheck size={15} aria-hidden /> {t('readingRules.proposal')}
        </h2>
        <p className="mb-2 text-[12.5px] break-words text-text-2">
          {t('readingRules.proposal.by', { name, time: formatInstant(proposal.proposedAt, zone), reason })}
        </p>
        <Changes lines={differenceOf(active.rules, proposal.rules)} />
        {own && <p className="mt-2 text-[12px] text-text-2">{t('readingRules.proposal.own')}</p>}
      </div>
      {may && <Decision proposal={proposal} own={own} />}
    </section>
  );
}

function Decision({ proposal, own }: { proposal: RuleProposal; own: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const settled = {
    onSettled: () => client.invalidateQueries({ queryKey: rulesKeys.inForce, exact: true }),
    onError: (error: unknown) =>
      void toast({ tone: 'error', text: t('readingRules.error', { detail: errorText(error) }) }),
  };
  const approval = useMutation({
    mutationFn: () => approve(proposal.id),
    onSuccess: ({ version }) => void toast({ text: t('readingRules.approved', { version }) }),
    ...settled,
  });
  const dismissal = useMutation({
    mutationFn: () => dismiss(proposal.id),
    onSuccess: () => void toast({ text: t('readingRules.dismissed') }),
    ...settled,
  });
  return (
    <div className="flex gap-2">
      <Button
        disabled={dismissal.isPending}
        onClick={() => dismissal.mutate()}
        data-testid="proposal-dismiss"
      >
        {t(own ? 'readingRules.proposal.withdraw' : 'readingRules.proposal.refuse')}
      </Button>
      {!own && (
        <Button
          variant="primary"
          disabled={approval.isPending}
          onClick={() => approval.mutate()}
          data-testid="proposal-approve"
        >
          {t('readingRules.proposal.approve')}
        </Button>
      )}
    </div>
  );
}
