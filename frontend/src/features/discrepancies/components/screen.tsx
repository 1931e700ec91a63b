'use client';
import { useQueryClient } from '@tanstack/react-query';
import { FileCheck } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import {
  discrepancyKindSchema,
  type Discrepancy,
  type DiscrepancyKind,
  type DiscrepancyPage,
  type DiscrepancyQuery,
  type GradedDiscrepancy,
} from '@firstread/contract';
import { DataTable } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { discrepanciesKey, fetchDiscrepancies } from '../api/discrepancies';
import { useMayGrade } from '../hooks/use-may-grade';
import { CloseDialog } from './close-dialog';
import { columnsOf } from './columns';
import { GradeDialog } from './grade-dialog';

type State = DiscrepancyQuery['state'];

const REFRESH_MS = 15_000;
const STATES = ['open', 'closed'] as const;
const KINDS = discrepancyKindSchema.options;

/** Where two that looked at one study did not say the same, by kind, until each is settled. The address says which list. */
export function DiscrepanciesScreen() {
  const asked = useSearchParams();
  const kind = KINDS.find((one) => one === asked.get('kind')) ?? 'lateAi';
  const state = STATES.find((one) => one === asked.get('state')) ?? 'open';
  return (
    <div className="h-full overflow-y-auto" data-testid="discrepancies-page">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-3 p-5 max-sm:p-3">
        <List key={`${kind} ${state}`} kind={kind} state={state} />
      </div>
    </div>
  );
}

interface Which {
  kind: DiscrepancyKind;
  state: State;
}

const pathOf = ({ kind, state }: Which): string => `/discrepancies?kind=${kind}&state=${state}`;

/** The kinds with how many of each are open, then open or closed. */
function Tabs({ kind, state, counts }: Which & { counts: DiscrepancyPage['counts'] | undefined }) {
  return (
    <>
      <nav aria-label={t('discrepancies.kind')} className="flex gap-1 overflow-x-auto border-b border-line">
        {KINDS.map((one) => (
          <Link
            key={one}
            href={pathOf({ kind: one, state })}
            scroll={false}
            aria-current={kind === one ? 'page' : undefined}
            data-testid={`discrepancies-${one}`}
            className="border-b-2 border-transparent px-2.5 py-2 text-[12px] whitespace-nowrap text-text-2 hover:text-text-1 aria-[current]:border-cyan aria-[current]:text-text-1"
          >
            {t(`discrepancies.kind.${one}`)}
            {counts && <Count {...counts[one]} />}
          </Link>
        ))}
      </nav>
      <div role="group" aria-label={t('discrepancies.state')} className="flex gap-1">
        {STATES.map((one) => (
          <Link
            key={one}
            href={pathOf({ kind, state: one })}
            scroll={false}
            aria-current={state === one ? 'true' : undefined}
            data-testid={`discrepancies-${one}`}
            className="flex h-7 items-center rounded-md px-3 text-[12px] text-text-2 hover:bg-surface-2 aria-[current]:bg-cyan-soft aria-[current]:text-cyan"
          >
            {t(`discrepancies.state.${one}`)}
          </Link>
        ))}
      </div>
    </>
  );
}

function Count({ open, overdue }: DiscrepancyPage['counts'][DiscrepancyKind]) {
  if (open === 0) return null;
  return (
    <span className="tabular ml-1.5 text-text-3">
      {open}
      {overdue > 0 && <span className="text-red">, {tn('discrepancies.overdueCount', overdue)}</span>}
    </span>
  );
}

const timeOf = (one: Discrepancy): string => (one.kind === 'lateAi' ? one.resultAt : one.openedAt);

function List({ kind, state }: Which) {
  const client = useQueryClient();
  const toast = useToast();
  const [mayClose, mayGrade] = [useMay('discrepancy.close'), useMayGrade()];
  const [closing, setClosing] = useState<Discrepancy | null>(null);
  const [grading, setGrading] = useState<GradedDiscrepancy | null>(null);
  const { query, pages, ...more } = usePaged({
    key: discrepanciesKey(kind, state),
    fetchPage: (place, signal) => fetchDiscrepancies(kind, state, place, signal),
    interval: () => REFRESH_MS,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.discrepancies), [pages]);
  const held = useHeld(incoming, timeOf);
  const leave = (text?: string): void => {
    if (text !== undefined) toast({ text });
    setClosing(null);
    setGrading(null);
    void client.invalidateQueries({ queryKey: ['discrepancies'] });
  };
  const open = state === 'open';
  return (
    <>
      <Tabs kind={kind} state={state} counts={pages[0]?.counts} />
      <ListSection
        title={t(`discrepancies.kind.${kind}`)}
        intro={t(`discrepancies.intro.${kind}`)}
        testId="discrepancies"
        query={query}
        hold={held}
        status={
          <>
            {open ? tn('discrepancies.count', pages[0]?.open ?? 0) : t('list.newestFirst')}
            <NewRows fresh={held.fresh} onShow={held.apply} />
          </>
        }
        empty={incoming.length === 0 ? <Empty kind={kind} state={state} /> : null}
      >
        <DataTable
          label={t(`discrepancies.kind.${kind}`)}
          columns={columnsOf(kind, {
            onClose: mayClose && open ? setClosing : null,
            onGrade: mayGrade && open ? setGrading : null,
          })}
          rows={held.rows}
          rowKey={(one) => one.id}
          testId="discrepancies-table"
        />
        <OlderRows {...more} />
      </ListSection>
      {closing && (
        <CloseDialog
          one={closing}
          onClosed={() => leave(t('discrepancies.closed'))}
          onClose={() => setClosing(null)}
        />
      )}
      {grading && (
        <GradeDialog
          one={grading}
          onGraded={() => leave(t('discrepancies.graded'))}
          onReload={leave}
          onClose={() => setGrading(null)}
        />
      )}
    </>
  );
}

function Empty({ kind, state }: Which) {
  const open = state === 'open';
  return (
    <StateView
      icon={<FileCheck size={18} />}
      title={t(open ? `discrepancies.empty.${kind}` : 'discrepancies.empty.closed')}
      testId="discrepancies-empty"
    >
      {open && t(`discrepancies.empty.body.${kind}`)}
    </StateView>
  );
}
