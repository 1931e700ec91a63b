'use client';
import dynamic from 'next/dynamic';
import { ImageOff } from 'lucide-react';
import type { RefObject } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import type { useStack } from '../hooks/use-study';
import type { StackView, ViewState } from '../viewer/stack-view';
import type { OverlaySetting } from '../viewer/overlay-painter';

function Loading() {
  return (
    <p role="status" className="flex h-full items-center justify-center bg-black text-text-3">
      {t('study.viewer.loading')}
    </p>
  );
}

const StackViewer = dynamic(() => import('../viewer/stack-viewer'), { ssr: false, loading: Loading });

interface Props {
  stack: ReturnType<typeof useStack>;
  hasSeries: boolean;
  seriesUid: string;
  overlay: OverlaySetting;
  view: RefObject<StackView | null>;
  onState: (state: ViewState) => void;
}

export function ViewportArea({ stack, hasSeries, seriesUid, overlay, view, onState }: Props) {
  const none = (
    <StateView icon={<ImageOff size={18} />} title={t('study.series.none.title')} testId="no-images">
      {t('study.series.none.body')}
    </StateView>
  );
  if (!hasSeries) return none;
  if (stack.isError) {
    return (
      <ErrorState
        title={t('study.viewer.error')}
        error={stack.error}
        onRetry={() => void stack.refetch()}
        testId="viewer-error"
      />
    );
  }
  if (!stack.data) return <Loading />;
  if (stack.data.length === 0) return none;
  return <StackViewer key={seriesUid} images={stack.data} overlay={overlay} view={view} onState={onState} />;
}
