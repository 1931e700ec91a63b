'use client';
import { skipReasonSchema, type SkipReason, type WorklistItem } from '@firstread/contract';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';

const reasons = skipReasonSchema.options;
const NOTE_MIN = 3;

interface Props {
  item: WorklistItem;
  skip: (item: WorklistItem, reason: SkipReason, note?: string) => Promise<void>;
  onClose: () => void;
  onSkipped?: () => void;
}

function Note({ problem, onSubmit }: { problem: string | undefined; onSubmit: (note: string) => void }) {
  const [note, setNote] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(note.trim());
  };
  return (
    <form onSubmit={submit} className="mt-2 flex flex-col gap-2">
      <Field
        label={t('skip.note')}
        hint={t('skip.note.hint')}
        error={problem}
        value={note}
        maxLength={500}
        autoComplete="off"
        autoFocus
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" variant="primary" className="self-end">
        {t('skip.submit')}
      </Button>
    </form>
  );
}

/** Why the study is put off: one key for each reason, then done. Only "other" asks for words. */
export function SkipDialog({ item, skip, onClose, onSkipped }: Props) {
  const [other, setOther] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  const send = (reason: SkipReason, note?: string): void => {
    if (busy) return;
    setBusy(true);
    skip(item, reason, note).then(
      () => {
        onClose();
        onSkipped?.();
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(errorText(error));
      },
    );
  };
  const choose = (reason: SkipReason): void => (reason === 'other' ? setOther(true) : send(reason));
  const withNote = (note: string): void =>
    note.length < NOTE_MIN ? setProblem(t('skip.note.short')) : send('other', note);
  const onKey = (event: KeyboardEvent): void => {
    const reason = reasons[Number(event.key) - 1];
    if (!reason || (event.target as HTMLElement).closest('input')) return;
    event.preventDefault();
    choose(reason);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('skip.title', { name: nameOf(item.patient) })}
      description={t('skip.lead')}
      testId="skip-dialog"
    >
      <div onKeyDown={onKey} className="flex flex-col gap-1">
        {reasons.map((reason, index) => (
          <button
            key={reason}
            type="button"
            autoFocus={index === 0}
            disabled={busy}
            data-testid={`skip-${reason}`}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => choose(reason)}
            className="flex h-9 items-center gap-3 rounded-md px-2 text-left text-[13px] hover:bg-surface-3 focus-visible:bg-surface-3"
          >
            <Kbd>{index + 1}</Kbd>
            {t(`skip.reason.${reason}`)}
          </button>
        ))}
        {other ? (
          <Note problem={problem} onSubmit={withNote} />
        ) : (
          problem !== undefined && (
            <p role="alert" className="px-2 text-[12px] text-amber">
              {problem}
            </p>
          )
        )}
      </div>
    </Dialog>
  );
}
