'use client';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-state';
import { ApiError } from '@/lib/api/problem';
import type { Checked, Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';

interface Props<T> {
  title: string;
  description: string;
  testId: string;
  submitText?: string;
  read: (form: FormData) => Checked<T>;
  save: (input: T) => Promise<unknown>;
  onSaved: () => void;
  onClose: () => void;
  /** Shows the record as it is now; for records that carry a version. */
  onReload?: () => void;
  children: (problems: Problems) => ReactNode;
}

const noProblems: Problems = {};

function SaveProblem({ error, onReload }: { error: unknown; onReload: (() => void) | undefined }) {
  const conflict = onReload && error instanceof ApiError && error.code === 'VERSION_CONFLICT';
  return (
    <div
      role="alert"
      data-testid={conflict ? 'form-conflict' : 'form-error'}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-amber/45 bg-amber-soft px-3 py-2 text-[12px]"
    >
      <p className="min-w-0 flex-1 basis-60 break-words">
        {conflict ? t('form.conflict') : t('form.error', { detail: errorText(error) })}
      </p>
      {conflict && (
        <Button size="sm" onClick={onReload}>
          <RefreshCw size={12} aria-hidden /> {t('form.conflict.load')}
        </Button>
      )}
    </div>
  );
}

/** A form in a dialog: checked against the contract before it is sent; an answer that refuses it loses nothing. */
export function RecordDialog<T>(props: Props<T>) {
  const [problems, setProblems] = useState<Problems>(noProblems);
  const saving = useMutation({ mutationFn: props.save, onSuccess: props.onSaved });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const checked = props.read(new FormData(event.currentTarget));
    if ('problems' in checked) {
      setProblems(checked.problems);
      return;
    }
    setProblems(noProblems);
    saving.mutate(checked.input);
  };
  const wrong = Object.keys(problems).length > 0;
  return (
    <Dialog
      open
      form
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.description}
      testId={props.testId}
    >
      <form onSubmit={submit} noValidate autoComplete="off" className="flex flex-col gap-4">
        {props.children(problems)}
        {wrong && (
          <p role="alert" data-testid="form-check" className="text-[12px] text-amber">
            {t('form.check')}
          </p>
        )}
        {saving.isError && !wrong && <SaveProblem error={saving.error} onReload={props.onReload} />}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={saving.isPending} data-testid="form-submit">
            {props.submitText ?? t('form.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
