'use client';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <div className="h-full">
      <ErrorState title={t('error.title')} error={error} onRetry={reset} />
    </div>
  );
}
