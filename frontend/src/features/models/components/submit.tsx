'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { modelKeys, submitModel } from '../api/models';

/** Sends a package, and goes to the page of what it holds. */
export function SubmitModel() {
  const may = useMay('model.submit');
  const router = useRouter();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: submitModel,
    onSuccess: ({ id, version }) => {
      void client.invalidateQueries({ queryKey: modelKeys.all });
      router.push(`/models/${id}/${version}?tab=verification`);
    },
  });
  if (!may) return null;
  return (
    <div className="flex max-w-xl flex-col items-end gap-1">
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        hidden
        data-testid="model-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) sending.mutate(file);
          event.target.value = '';
        }}
      />
      <Button variant="primary" disabled={sending.isPending} onClick={() => input.current?.click()}>
        <Upload size={14} aria-hidden /> {t(sending.isPending ? 'models.submit.busy' : 'models.submit')}
      </Button>
      {sending.isError ? (
        <p role="alert" data-testid="submit-error" className="text-right text-[12px] break-words text-amber">
          {t('models.submit.error', { detail: errorText(sending.error) })}
        </p>
      ) : (
        <p className="text-right text-[12px] text-text-3">{t('models.submit.hint')}</p>
      )}
    </div>
  );
}
