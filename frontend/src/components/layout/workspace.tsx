'use client';
import type { ReactNode } from 'react';
import { UndoProvider } from '@/components/assignment/undo';
import { KeysProvider } from '@/components/keys/keys-provider';
import { ErrorState } from '@/components/ui/error-state';
import { ToastProvider } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';
import { ApiError } from '@/lib/api/problem';
import { SessionProvider, useSessionQuery } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { RealtimeProvider } from '@/lib/realtime/provider';
import { ClaimKeeper } from './claim-keeper';
import { Frame } from './frame';
import { HandOverNotice } from './hand-over-notice';

function FrameSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex h-dvh">
      <div className="w-12 border-r border-line bg-surface-1 max-sm:hidden" />
      <div className="flex flex-1 flex-col">
        <div className="h-11 border-b border-line bg-surface-1" />
      </div>
    </div>
  );
}

/** Everything behind the login: the session, the socket, and the frame around each page. */
export function Workspace({ tools, children }: { tools: ReactNode; children: ReactNode }) {
  const query = useSessionQuery();
  if (query.data) {
    return (
      <SessionProvider session={query.data}>
        <RealtimeProvider>
          <TooltipProvider>
            <ToastProvider>
              <ClaimKeeper />
              <HandOverNotice />
              <UndoProvider>
                <KeysProvider>
                  <Frame tools={tools}>{children}</Frame>
                </KeysProvider>
              </UndoProvider>
            </ToastProvider>
          </TooltipProvider>
        </RealtimeProvider>
      </SessionProvider>
    );
  }
  const unauthenticated = query.error instanceof ApiError && query.error.status === 401;
  if (query.isError && !unauthenticated) {
    return (
      <div className="h-dvh">
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  return <FrameSkeleton />;
}
