'use client';
import { useQuery } from '@tanstack/react-query';
import type { RulesInForce } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { Instant } from '@/components/ui/instant';
import { TableSkeleton } from '@/components/list/data-table';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { fetchRulesInForce, rulesInForceKey } from '@/lib/rules/rules-in-force';
import { useDraft } from '../hooks/use-draft';
import { Editor } from './editor';
import { History } from './history';
import { Preview } from './preview';
import { Proposal } from './proposal';

/** The rules of the reading order: what they are, what others would do, who proposes and who approves. */
export function RulesScreen() {
  const query = useQuery({
    queryKey: rulesInForceKey,
    queryFn: ({ signal }) => fetchRulesInForce(signal),
    refetchInterval: 15_000,
  });
  return (
    <div className="h-full overflow-y-auto" data-testid="rules-page">
      <div className="mx-auto flex max-w-[1480px] flex-col gap-5 p-5 max-sm:p-3">
        {query.data === undefined ? (
          query.isError ? (
            <ErrorState
              title={t('error.load.title')}
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <TableSkeleton label={t('common.loading')} />
          )
        ) : (
          <Rules key={query.data.active.version} inForce={query.data} />
        )}
      </div>
    </div>
  );
}

function Rules({ inForce }: { inForce: RulesInForce }) {
  const { active, proposal, policy } = inForce;
  const may = useMay('rules.write');
  const draft = useDraft(active.rules);
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 max-w-[80ch]">
          <h1 className="text-[16px] font-semibold">{t('readingRules.title')}</h1>
          <p className="mt-0.5 text-[12.5px] text-pretty text-text-2">{t('readingRules.lead')}</p>
        </div>
        <p className="tabular shrink-0 text-right text-[12px] text-text-3" data-testid="rules-version">
          <span className="block text-[13px] font-medium text-text-1">
            {t('readingRules.version', { version: `${policy}.${active.version}` })}
          </span>
          <Instant at={active.since} />
        </p>
      </header>
      {proposal && <Proposal proposal={proposal} active={active} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Editor draft={draft} active={active} locked={!may || proposal !== null} />
        <Preview
          rules={proposal ? proposal.rules : draft.valid}
          of={proposal ? 'proposal' : 'of'}
          wrong={!proposal && Object.keys(draft.problems).length > 0}
        />
      </div>
      <History versions={inForce.history} mayRevert={may} />
    </>
  );
}
