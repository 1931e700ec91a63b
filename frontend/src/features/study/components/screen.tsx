'use client';
import { useRouter } from 'next/navigation';
import { FileQuestion, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import type { SeenStudy } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';
import type { StudyPanel } from '@/components/study/panel';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { ApiError } from '@/lib/api/problem';
import { t } from '@/lib/i18n';
import { useStudy } from '../hooks/use-study';
import { OtherPatient } from './other-patient';
import { warmViewer } from '../viewer/warm';
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

interface GoneProps {
  studyUid: string;
  error: ApiError;
  seen: SeenStudy | null;
  onBack: () => void;
}

/** Which study it was, and why it cannot be opened. */
function Gone({ studyUid, error, seen, onBack }: GoneProps) {
  const deleted = error.code === 'STUDY_DELETED';
  return (
    <StateView
      icon={deleted ? <Trash2 size={18} /> : <FileQuestion size={18} />}
      title={t(deleted ? 'study.deleted.title' : 'study.missing.title')}
      testId={deleted ? 'study-deleted' : 'study-missing'}
      actions={
        <Button autoFocus onClick={onBack}>
          {t('study.gone.back')}
        </Button>
      }
    >
      {seen && (
        <p className="mb-1">
          {t('study.gone.which')} <PatientName name={seen.patient.name} className="font-medium text-text-1" />{' '}
          <bdi className="num">{seen.patient.id || t('patient.noId')}</bdi>.
        </p>
      )}
      <p>{deleted ? error.message : t('study.missing.body')}</p>
      {!deleted && <p className="num mt-1 break-all text-text-3">{t('study.gone.uid', { uid: studyUid })}</p>}
    </StateView>
  );
}

interface Props {
  studyUid: string;
  /** What other features bring beside the images. */
  panels: readonly StudyPanel[];
}

/** One study: whose it is, its images, and what the models say. */
export function StudyScreen({ studyUid, panels }: Props) {
  const router = useRouter();
  // While it is asked whose study this is.
  useEffect(warmViewer, []);
  const { query, seen, other, accept } = useStudy(studyUid);
  const { data: opening, error } = query;
  const onBack = (): void => router.push('/worklist');
  if (error instanceof ApiError && error.status === 404 && (error.code === 'STUDY_DELETED' || !opening))
    return <Gone studyUid={studyUid} error={error} seen={seen} onBack={onBack} />;
  // What is remembered of the last time may be of before.
  if (other && !query.isFetchedAfterMount) return <Skeleton />;
  if (other && opening && seen)
    return <OtherPatient was={seen.patient} now={opening.study.patient} onOpen={accept} onBack={onBack} />;
  if (opening) return <StudyWorkspace opening={opening} panels={panels} onBack={onBack} />;
  if (query.isError) {
    return (
      <ErrorState
        title={t('study.error.title')}
        error={error}
        onRetry={() => void query.refetch()}
        testId="study-error"
      />
    );
  }
  return <Skeleton />;
}
