'use client';
import type { Reader } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { Pencil, UserRound } from 'lucide-react';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { IconButton } from '@/components/ui/icon-button';
import { StateView } from '@/components/ui/state';
import { useTimeZone } from '@/lib/auth/session';
import { fetchReaders, readersKey } from '@/lib/claims/assignment';
import { serverNow } from '@/lib/clock/server-clock';
import { formatTime } from '@/lib/format/instant';
import { t, tn } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { ProfileDialog } from './profile-dialog';
import { Requirements } from './requirements';
import { Work } from './work';

const POLL_MS = 15_000;
const noReaders: readonly Reader[] = [];

const facts: readonly Column<Reader>[] = [
  {
    id: 'name',
    head: t('readers.column.name'),
    cell: ({ displayName }) => <bdi className="font-medium">{displayName}</bdi>,
  },
  {
    id: 'holding',
    head: t('readers.column.holding'),
    cell: ({ holding }) => <span className="tabular">{holding}</span>,
  },
  {
    id: 'work',
    head: t('readers.column.work'),
    cell: ({ outstandingRvu }) => <span className="tabular">{outstandingRvu}</span>,
  },
  {
    id: 'cap',
    head: t('readers.column.cap'),
    cell: ({ capRvu }) => <span className="tabular text-text-2">{capRvu ?? t('readers.noCap')}</span>,
  },
  {
    id: 'shift',
    head: t('readers.column.shift'),
    cell: ({ shiftRvu, shiftCapRvu }) => (
      <span className="tabular">
        {shiftCapRvu === null ? shiftRvu : t('readers.column.shiftOf', { rvu: shiftRvu, cap: shiftCapRvu })}
      </span>
    ),
  },
];

const skips: Column<Reader> = {
  id: 'skips',
  head: t('readers.column.skips'),
  cell: ({ skipsToday }) => <span className="tabular">{skipsToday}</span>,
};

function columnsFor(readers: readonly Reader[], edit: (reader: Reader) => void): Column<Reader>[] {
  const counted = readers.some(({ skipsToday }) => skipsToday !== null);
  return [
    ...facts,
    ...(counted ? [skips] : []),
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-20',
      cell: (reader) => (
        <IconButton
          label={t('readers.edit', { name: reader.displayName })}
          onClick={() => edit(reader)}
          data-testid="reader-edit"
        >
          <Pencil size={14} aria-hidden />
        </IconButton>
      ),
    },
  ];
}

/** Who reads here, what they hold, what they may read, and who put off how much. */
export function ReadersScreen() {
  const query = useQuery({
    queryKey: readersKey,
    queryFn: ({ signal }) => fetchReaders(signal),
    refetchInterval: POLL_MS,
  });
  const { editing, edit, close, done } = useEditing<Reader>(readersKey);
  const zone = useTimeZone();
  const readers = query.data?.readers ?? noReaders;
  const shiftStartedAt = query.data?.shiftStartedAt;
  return (
    <>
      <ListSection
        title={t('admin.readers')}
        intro={t('readers.intro')}
        testId="readers"
        query={query}
        status={[
          tn('readers.count', readers.length),
          ...(shiftStartedAt === undefined
            ? []
            : [t('readers.shiftSince', { time: formatTime(shiftStartedAt, zone, serverNow()) })]),
        ].join(' · ')}
        empty={
          readers.length === 0 ? (
            <StateView icon={<UserRound size={18} />} title={t('readers.empty')} testId="readers-empty" />
          ) : null
        }
      >
        <DataTable
          label={t('admin.readers')}
          columns={columnsFor(readers, edit)}
          rows={readers}
          rowKey={({ id }) => id}
          testId="reader-table"
        />
      </ListSection>
      <Work />
      <Requirements />
      {editing?.kind === 'edit' && <ProfileDialog reader={editing.record} onSaved={done} onClose={close} />}
    </>
  );
}
