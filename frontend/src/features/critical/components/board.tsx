'use client';
import { PhoneOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { labelOf } from '@/components/keys/keys-help';
import { DataTable } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Kbd } from '@/components/ui/kbd';
import { StateView } from '@/components/ui/state';
import { useMay } from '@/lib/auth/session';
import { syncServerClock } from '@/lib/clock/server-clock';
import { useCriticalInterval } from '@/lib/critical/use-critical-count';
import { t } from '@/lib/i18n';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import { usePaged } from '@/lib/query/use-paged';
import { fetchCriticalPage, listKey } from '../api/critical';
import { useBoardKeys } from '../hooks/use-board-keys';
import { useBoard } from '../hooks/use-critical';
import { boardColumns } from './board-columns';
import type { Acting } from '../model/acting';
import { StepDialog } from './step-dialogs';

/** What nobody has closed, by the time that is left. */
export function Board() {
  const interval = useCriticalInterval();
  const may = useMay('critical.write');
  const [acting, setActing] = useState<Acting | null>(null);
  const { query, pages, ...more } = usePaged({
    key: listKey('open'),
    fetchPage: async (place, signal) => {
      const page = await fetchCriticalPage('open', place, signal);
      syncServerClock(page.serverTime);
      return page;
    },
    interval: () => interval,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.results), [pages]);
  const board = useBoard(incoming);
  const onStep = may ? (step: Acting['step'], result: Acting['result']) => setActing({ step, result }) : null;
  const rowProps = useBoardKeys(board.rows, onStep);
  const live = acting && (incoming.find(({ id }) => id === acting.result.id) ?? acting.result);
  const { open = 0, overdue = 0 } = pages[0] ?? {};
  return (
    <>
      <ListSection
        title={t('critical.title')}
        intro={t('critical.intro')}
        testId="critical-board"
        query={query}
        hold={board}
        status={
          <>
            <span className="tabular shrink-0">{t('critical.count', { open, overdue })}</span>
            <NewRows fresh={board.fresh} onShow={board.apply} />
            {may && board.rows.length > 0 && <BoardKeys />}
          </>
        }
        empty={board.rows.length === 0 ? <Empty /> : null}
      >
        <DataTable
          label={t('critical.title')}
          columns={boardColumns(onStep)}
          rows={board.rows}
          rowKey={({ result }) => result.id}
          rowProps={rowProps}
          testId="critical-table"
        />
        <OlderRows {...more} />
      </ListSection>
      {acting && live && <StepDialog acting={{ ...acting, result: live }} onClose={() => setActing(null)} />}
    </>
  );
}

const help = [
  ['J', 'critical.keys.move'],
  ['R', 'critical.receipt.key'],
  ['L', 'critical.attempt.key'],
  ['T', 'critical.take.key'],
  ['W', 'critical.withdraw.key'],
  ['Enter', 'critical.keys.open'],
] as const;

function BoardKeys() {
  return (
    <ul
      aria-label={t('critical.keys')}
      className="ml-auto flex min-w-0 items-center gap-3 overflow-hidden whitespace-nowrap max-md:hidden"
    >
      {help.map(([key, text]) => (
        <li key={key} className="flex items-center gap-1">
          {key === 'J' && <Kbd>K</Kbd>}
          <Kbd>{key}</Kbd> {t(text)}
        </li>
      ))}
    </ul>
  );
}

function Empty() {
  const keys = useOwnKeys();
  return (
    <StateView icon={<PhoneOff size={18} />} title={t('critical.empty.open')} testId="critical-empty">
      {t('critical.empty.open.body', { key: labelOf(keys, 'critical') })}
    </StateView>
  );
}
