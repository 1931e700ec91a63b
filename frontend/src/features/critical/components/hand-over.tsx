'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PhoneOff, Printer } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { CriticalResult, Reader } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows } from '@/components/list/newest-first';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { SelectField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useSession, useTimeZone } from '@/lib/auth/session';
import { fetchReaders, readersKey } from '@/lib/claims/assignment';
import { criticalKey } from '@/lib/critical/use-critical-count';
import { textOf } from '@/lib/form/text-of';
import { formatInstant } from '@/lib/format/instant';
import { t, tn } from '@/lib/i18n';
import { fetchCriticalPage, handOver } from '../api/critical';
import { useBoard, useCriticalRefresh } from '../hooks/use-critical';
import type { BoardRow } from '../model/board-rows';
import { patientOf } from './cells';
import { openColumns } from './open-columns';
import { CriticalFrame } from './views';

/** As many as one hand-over carries. */
const MOST = 200;

const noteOf = (id: string): string => `note.${id}`;
const chosenOf = (id: string): string => `chosen.${id}`;

const of = (result: CriticalResult) => ({ finding: result.finding, name: patientOf(result) });

const columns: readonly Column<BoardRow>[] = [
  {
    id: 'chosen',
    head: t('critical.view.handOver'),
    className: 'md:w-20 print:hidden',
    cell: ({ result, gone }) => (
      <input
        type="checkbox"
        name={chosenOf(result.id)}
        defaultChecked
        disabled={gone}
        aria-label={t('critical.handOver.include', of(result))}
        className="size-4 accent-cyan max-md:size-6"
      />
    ),
  },
  ...openColumns,
  {
    id: 'assignee',
    head: t('critical.column.assignee'),
    className: 'md:min-w-28',
    cell: ({ result }) => <bdi>{result.assignee?.name ?? t('critical.assignee.none')}</bdi>,
  },
  {
    id: 'note',
    head: t('critical.handOver.note'),
    className: 'md:min-w-60',
    cell: ({ result }) => (
      <input
        name={noteOf(result.id)}
        maxLength={500}
        dir="auto"
        defaultValue={result.handedOver.at(-1)?.note ?? ''}
        aria-label={t('critical.handOver.note.of', of(result))}
        className="h-8 w-full rounded-md border border-line-strong bg-surface-0 px-2 max-md:h-9 print:border-0 print:px-0"
      />
    ),
  },
];

const none: CriticalResult[] = [];

interface Given {
  id: string;
  to: Reader;
  items: { id: string; note: string }[];
}

function HandOverForm({ rows, readers }: { rows: readonly BoardRow[]; readers: readonly Reader[] }) {
  const toast = useToast();
  const refresh = useCriticalRefresh();
  const [problem, setProblem] = useState(false);
  // The same hand-over where its answer was lost; another once it was made.
  const [id, setId] = useState(() => crypto.randomUUID());
  const giving = useMutation({
    mutationFn: ({ to, items }: Given) =>
      handOver({ id, to: to.id, items: items.map(({ id: one, note }) => ({ id: one, note })) }),
    onSuccess: (_given, { to, items }) => {
      setId(crypto.randomUUID());
      toast({ text: tn('critical.handOver.done', items.length, { name: to.displayName }) });
    },
    onSettled: refresh,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const to = readers.find((reader) => reader.id === textOf(form, 'to'));
    const items = rows
      .filter(({ result }) => form.has(chosenOf(result.id)))
      .map(({ result }) => ({ id: result.id, note: textOf(form, noteOf(result.id)) }));
    setProblem(!to || items.length === 0);
    if (to && items.length > 0) giving.mutate({ id, to, items });
  };
  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3 print:hidden">
        <div className="w-64">
          <SelectField
            label={t('critical.handOver.to')}
            name="to"
            error={problem ? t('critical.handOver.choose') : undefined}
          >
            <option value="">{t('critical.handOver.choose')}</option>
            {readers.map(({ id: reader, displayName }) => (
              <option key={reader} value={reader}>
                {displayName}
              </option>
            ))}
          </SelectField>
        </div>
        <Button
          type="submit"
          variant="primary"
          className={problem ? 'mb-6 h-9' : 'h-9'}
          disabled={giving.isPending}
          data-testid="critical-hand-over-submit"
        >
          {t('critical.view.handOver')}
        </Button>
        <Button className={problem ? 'mb-6 h-9' : 'h-9'} onClick={() => window.print()}>
          <Printer size={14} aria-hidden /> {t('critical.print')}
        </Button>
      </div>
      {giving.isError && (
        <p role="alert" className="text-[12px] text-amber">
          {errorText(giving.error)}
        </p>
      )}
      <DataTable
        label={t('critical.handOver.title')}
        columns={columns}
        rows={rows}
        rowKey={({ result }) => result.id}
        testId="critical-hand-over-table"
      />
    </form>
  );
}

/** All that is open on one page, to be printed and handed to the next shift with one press. */
export function HandOverScreen() {
  const { id } = useSession();
  const timeZone = useTimeZone();
  const query = useQuery({
    queryKey: [...criticalKey, 'hand-over'],
    queryFn: ({ signal }) => fetchCriticalPage('open', `?limit=${MOST}`, signal),
  });
  const readers = useQuery({ queryKey: readersKey, queryFn: ({ signal }) => fetchReaders(signal) });
  const page = query.data;
  const board = useBoard(page?.results ?? none);
  const others = readers.data?.readers.filter((reader) => reader.id !== id) ?? [];
  return (
    <CriticalFrame current="handOver">
      <ListSection
        title={t('critical.handOver.title')}
        intro={t('critical.handOver.intro')}
        testId="critical-hand-over"
        query={query}
        hold={board}
        status={
          page && (
            <>
              {page.next === null
                ? t('critical.handOver.at', { time: formatInstant(page.serverTime, timeZone) })
                : t('critical.handOver.more', { count: MOST })}
              <NewRows fresh={board.fresh} onShow={board.apply} />
            </>
          )
        }
        empty={
          page && board.rows.length === 0 ? (
            <StateView
              icon={<PhoneOff size={18} />}
              title={t('critical.empty.open')}
              testId="critical-empty"
            />
          ) : null
        }
      >
        <HandOverForm rows={board.rows} readers={others} />
      </ListSection>
    </CriticalFrame>
  );
}
