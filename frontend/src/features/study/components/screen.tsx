'use client';
import { useRouter } from 'next/navigation';
import { FileQuestion, Trash2 } from 'lucide-react';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { ApiError } from '@/lib/api/problem';
import { t } from '@/lib/i18n';
import { useStudy } from '../hooks/use-study';
import { StudyWorkspace } from './workspace';

function Skeleton() {
  return (
    <div
      role="status"
      aria-label={t('common.loading')}
      data-testid="study-skeleton"
      className="flex h-full flex-col"
    >
      <div className="h-[52px] border-b border-line-strong bg-surface-1" />
      <div className="flex min-h-0 flex-1">
        <div className="w-[200px] border-r border-line bg-surface-1 max-md:hidden" />
        <div className="flex-1 bg-black" />
        <div className="w-[300px] border-l border-line bg-surface-1 max-md:hidden" />
      </div>
    </div>
  );
}

/** One study: whose it is, its images, and what the models say. */
export function StudyScreen({ studyUid }: { studyUid: string }) {
  const router = useRouter();
  const query = useStudy(studyUid);
  if (query.error instanceof ApiError && query.error.code === 'STUDY_DELETED') {
    return (
      <StateView icon={<Trash2 size={18} />} title={t('study.deleted.title')} testId="study-deleted">
        {query.error.message}
      </StateView>
    );
  }
  if (query.data) return <StudyWorkspace study={query.data} onBack={() => router.push('/worklist')} />;
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <StateView icon={<FileQuestion size={18} />} title={t('study.missing.title')} testId="study-missing">
        {t('study.missing.body')}
      </StateView>
    );
  }
  if (query.isError) {
    return (
      <ErrorState
        title={t('study.error.title')}
        error={query.error}
        onRetry={() => void query.refetch()}
        testId="study-error"
      />
    );
  }
  return <Skeleton />;
}
