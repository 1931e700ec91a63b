'use client';
import { useQueryClient } from '@tanstack/react-query';
import { FileCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Discrepancy, DiscrepancyQuery } from '@firstread/contract';
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
import { CloseDialog } from './close-dialog';
import { columnsOf } from './columns';

const REFRESH_MS = 15_000;
const STATES = ['open', 'closed'] as const;

/** Flags that came after their study was read, until a reader has looked at them. */
export function DiscrepanciesScreen() {
  const [state, setState] = useState<DiscrepancyQuery['state']>('open');
  return (
    <div className="h-full overflow-y-auto" data-testid="discrepancies-page">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-3 p-5 max-sm:p-3">
        <div role="group" aria-label={t('discrepancies.state')} className="flex gap-1">
          {STATES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={state === one}
              onClick={() => setState(one)}
              className="h-7 rounded-md px-3 text-[12px] text-text-2 hover:bg-surface-2 aria-pressed:bg-cyan-soft aria-pressed:text-cyan"
            >
              {t(`discrepancies.state.${one}`)}
            </button>
          ))}
        </div>
        <List key={state} state={state} />
      </div>
    </div>
  );
}

function List({ state }: { state: DiscrepancyQuery['state'] }) {
  const client = useQueryClient();
  const toast = useToast();
  const may = useMay('discrepancy.close');
  const [closing, setClosing] = useState<Discrepancy | null>(null);
  const { query, pages, ...more } = usePaged({
    key: discrepanciesKey(state),
    fetchPage: (place, signal) => fetchDiscrepancies(state, place, signal),
    interval: () => REFRESH_MS,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.discrepancies), [pages]);
  const held = useHeld(incoming, (one) => one.resultAt);
  const closed = (): void => {
    toast({ text: t('discrepancies.closed') });
    setClosing(null);
    void client.invalidateQueries({ queryKey: ['discrepancies'] });
  };
  return (
    <>
      <ListSection
        title={t('discrepancies.title')}
        intro={t('discrepancies.intro')}
        testId="discrepancies"
        query={query}
        hold={held}
        status={
          <>
            {state === 'open' ? tn('discrepancies.count', pages[0]?.open ?? 0) : t('list.newestFirst')}
            <NewRows fresh={held.fresh} onShow={held.apply} />
          </>
        }
        empty={incoming.length === 0 ? <Empty state={state} /> : null}
      >
        <DataTable
          label={t('discrepancies.title')}
          columns={columnsOf(may && state === 'open' ? setClosing : null)}
          rows={held.rows}
          rowKey={(one) => one.id}
          testId="discrepancies-table"
        />
        <OlderRows {...more} />
      </ListSection>
      {closing && <CloseDialog one={closing} onClosed={closed} onClose={() => setClosing(null)} />}
    </>
  );
}

function Empty({ state }: { state: DiscrepancyQuery['state'] }) {
  return (
    <StateView
      icon={<FileCheck size={18} />}
      title={t(`discrepancies.empty.${state}`)}
      testId="discrepancies-empty"
    >
      {state === 'open' && t('discrepancies.empty.body')}
    </StateView>
  );
}
