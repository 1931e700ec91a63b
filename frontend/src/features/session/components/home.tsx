'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { ApiError } from '@/lib/api/problem';
import { homeOf } from '@/lib/auth/navigation';
import { useSessionQuery } from '@/lib/auth/session';
import { t } from '@/lib/i18n';

/** Sends everyone to the first page their role opens. */
export function Home() {
  const router = useRouter();
  const session = useSessionQuery();
  useEffect(() => {
    if (session.data) router.replace(homeOf(session.data) ?? '/worklist');
  }, [session.data, router]);
  if (session.isError && !(session.error instanceof ApiError && session.error.status === 401)) {
    return (
      <ErrorState
        title={t('error.load.title')}
        error={session.error}
        onRetry={() => void session.refetch()}
      />
    );
  }
  return <p className="sr-only">{t('common.loading')}</p>;
}
