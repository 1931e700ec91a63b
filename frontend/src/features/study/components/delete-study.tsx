'use client';
import { Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Study } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { deleteStudy } from '../api/study';
import { StudyLine } from './study-line';

interface Props {
  study: Study;
  onDeleted: () => void;
}

function DeleteDialog({ study, onDeleted, onClose }: Props & { onClose: () => void }) {
  const toast = useToast();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim().length < 3) {
      setProblem(t('study.delete.reason.short'));
      return;
    }
    setBusy(true);
    deleteStudy(study.studyInstanceUid, reason.trim()).then(
      () => {
        toast({ text: t('study.delete.done') });
        onDeleted();
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(t('study.delete.error', { detail: error instanceof Error ? error.message : '' }));
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('study.delete')}
      description={t('study.delete.lead')}
      testId="delete-dialog"
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <StudyLine study={study} />
        <Field
          label={t('study.delete.reason')}
          hint={t('study.delete.reason.hint')}
          error={problem}
          value={reason}
          maxLength={500}
          autoComplete="off"
          autoFocus
          data-testid="delete-reason"
          onChange={(event) => {
            setReason(event.target.value);
            setProblem(undefined);
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" disabled={busy} data-testid="delete-submit">
            {t('study.delete.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** For administrators: deletes the study that the dialog names, with a reason. */
export function DeleteStudy({ study, onDeleted }: Props) {
  const may = useMay('study.delete');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <IconButton label={t('study.delete')} onClick={() => setOpen(true)} data-testid="delete-study">
        <Trash2 size={15} aria-hidden />
      </IconButton>
      {open && <DeleteDialog study={study} onDeleted={onDeleted} onClose={() => setOpen(false)} />}
    </>
  );
}
