'use client';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { Button } from './button';
import { Dialog } from './dialog';
import { errorText } from './error-state';

interface Props {
  title: string;
  description: string;
  children?: ReactNode;
  run: () => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something is deleted; says so where it was not. */
export function ConfirmDelete({ title, description, children, run, onDone, onClose }: Props) {
  const removal = useMutation({ mutationFn: run, onSuccess: onDone });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      testId="confirm-delete"
    >
      {children}
      {removal.isError && (
        <p role="alert" className="mt-3 text-[12px] text-amber">
          {t('form.delete.error', { detail: errorText(removal.error) })}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          disabled={removal.isPending}
          onClick={() => removal.mutate()}
          data-testid="confirm-delete-submit"
        >
          {t('form.delete')}
        </Button>
      </div>
    </Dialog>
  );
}
