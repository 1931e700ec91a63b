'use client';
import type { Reader, WorklistItem } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { RecordDialog } from '@/components/form/record-dialog';
import { TableSkeleton } from '@/components/list/data-table';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useSession } from '@/lib/auth/session';
import { fetchReaders, readersKey } from '@/lib/claims/assignment';
import type { Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { nameOf } from '@/lib/format/patient';
import { t, tn } from '@/lib/i18n';

interface Props {
  item: WorklistItem;
  give: (item: WorklistItem, reader: Reader, reason: string) => Promise<void>;
  onClose: () => void;
}

/** What a reader has on their desk, in words. */
export function loadWords({ holding, outstandingRvu, capRvu }: Reader): string {
  const work =
    capRvu === null
      ? t('readers.rvu', { rvu: outstandingRvu })
      : t('readers.rvuOf', { rvu: outstandingRvu, cap: capRvu });
  return `${tn('readers.holding', holding)} · ${work}`;
}

function ReaderChoice({ readers, error }: { readers: readonly Reader[]; error: string | undefined }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-[12px] font-medium text-text-2">{t('handOver.to')}</legend>
      {readers.map((reader, index) => (
        <label
          key={reader.id}
          className="flex h-9 cursor-pointer items-center gap-3 rounded-md border border-line px-3 text-[13px] hover:bg-surface-2 has-checked:border-cyan has-checked:bg-cyan-soft"
        >
          <input
            type="radio"
            name="readerId"
            value={reader.id}
            defaultChecked={index === 0}
            autoFocus={index === 0}
            className="accent-cyan"
          />
          <bdi className="min-w-0 truncate font-medium">{reader.displayName}</bdi>
          <span className="tabular ml-auto shrink-0 text-[12px] text-text-2">{loadWords(reader)}</span>
        </label>
      ))}
      {error !== undefined && <p className="text-[12px] text-amber">{error}</p>}
    </fieldset>
  );
}

interface Given {
  reader: Reader;
  reason: string;
}

/** Gives the study to another reader, chosen with a look at what each has to do. */
export function HandOverDialog({ item, give, onClose }: Props) {
  const { id } = useSession();
  const query = useQuery({
    queryKey: readersKey,
    queryFn: ({ signal }) => fetchReaders(signal),
    staleTime: 0,
  });
  const readers = query.data?.readers.filter((reader) => reader.id !== id);
  const title = t('handOver.title', { name: nameOf(item.patient) });
  const read = (form: FormData): Checked<Given> => {
    const reader = readers?.find((one) => one.id === textOf(form, 'readerId'));
    if (!reader) return { problems: { readerId: t('form.choose') } };
    return { input: { reader, reason: textOf(form, 'reason').trim() } };
  };
  if (readers !== undefined && readers.length > 0)
    return (
      <RecordDialog
        title={title}
        description={t('handOver.lead')}
        testId="hand-over-dialog"
        submitText={t('handOver.submit')}
        read={read}
        save={({ reader, reason }) => give(item, reader, reason)}
        onSaved={onClose}
        onClose={onClose}
      >
        {(problems) => (
          <>
            <ReaderChoice readers={readers} error={problems['readerId']} />
            <Field label={t('handOver.reason')} name="reason" maxLength={500} autoComplete="off" />
          </>
        )}
      </RecordDialog>
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      {readers ? (
        <StateView icon={<UserRound size={18} />} title={t('handOver.none')} />
      ) : query.isError ? (
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <TableSkeleton label={t('common.loading')} />
      )}
    </Dialog>
  );
}
