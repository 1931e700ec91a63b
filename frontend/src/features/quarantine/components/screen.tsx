'use client';
import { ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { QuarantineEntry } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { formatBytes } from '@/lib/format/bytes';
import { t } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { fetchQuarantine, quarantineKey } from '../api/quarantine';
import { doorWords } from '../model/door-words';

const REFRESH_MS = 30_000;

const columns: readonly Column<QuarantineEntry>[] = [
  {
    id: 'received',
    head: t('quarantine.column.received'),
    className: 'md:w-32',
    cell: (entry) => <Instant at={entry.receivedAt} />,
  },
  {
    id: 'reason',
    head: t('quarantine.column.reason'),
    className: 'md:min-w-72',
    cell: (entry) => (
      <div className="leading-[16px]">
        <p className="break-words">{entry.reason}</p>
        <p className="num text-text-3">{entry.code}</p>
      </div>
    ),
  },
  {
    id: 'source',
    head: t('quarantine.column.source'),
    className: 'min-w-40',
    cell: (entry) => (
      <div className="leading-[16px]">
        <bdi className="num break-all">{entry.source}</bdi>
        <p className="whitespace-nowrap text-text-3">{doorWords(entry.door)}</p>
      </div>
    ),
  },
  {
    id: 'object',
    head: t('quarantine.column.object'),
    className: 'min-w-52',
    cell: (entry) =>
      entry.sopInstanceUid === null ? (
        <span className="text-text-3">{t('quarantine.object.none')}</span>
      ) : (
        <span className="num break-all text-text-2">{entry.sopInstanceUid}</span>
      ),
  },
  {
    id: 'size',
    head: t('quarantine.column.size'),
    className: 'tabular whitespace-nowrap md:w-24',
    cell: (entry) => formatBytes(entry.bytes),
  },
];

/** What was refused, with the reason. */
export function QuarantineScreen() {
  const { query, pages, ...more } = usePaged({
    key: quarantineKey,
    fetchPage: fetchQuarantine,
    interval: () => REFRESH_MS,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.entries), [pages]);
  const held = useHeld(incoming, (entry) => entry.receivedAt);
  return (
    <ListSection
      title={t('admin.quarantine')}
      intro={t('quarantine.intro')}
      testId="quarantine"
      query={query}
      hold={held}
      status={
        <>
          {t('list.newestFirst')}
          <NewRows fresh={held.fresh} onShow={held.apply} />
        </>
      }
      empty={
        incoming.length === 0 ? (
          <StateView
            icon={<ShieldCheck size={18} />}
            title={t('quarantine.empty.title')}
            testId="quarantine-empty"
          >
            {t('quarantine.empty.body')}
          </StateView>
        ) : null
      }
    >
      <DataTable
        label={t('admin.quarantine')}
        columns={columns}
        rows={held.rows}
        rowKey={(entry) => entry.id}
        testId="quarantine-table"
      />
      <OlderRows {...more} />
    </ListSection>
  );
}
