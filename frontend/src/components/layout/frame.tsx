'use client';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { useCriticalFeed } from '@/lib/critical/use-critical-count';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { useConnection } from '@/lib/realtime/provider';
import { AiSystemState } from './ai-state';
import { ConnectionState } from './connection-state';
import { CriticalLink } from './critical-mark';
import { Disclaimer } from './disclaimer';
import { PausedModels } from './paused-models';
import { Rail } from './rail';
import { UserMenu } from './user-menu';

function TopBar({ tools }: { tools: ReactNode }) {
  const session = useSession();
  return (
    <header className="flex h-11 print:hidden shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-2 pl-3">
      <span className="text-[13px] font-semibold tracking-[-0.01em]">{t('app.name')}</span>
      <span className="h-4 w-px bg-line-strong" aria-hidden />
      <bdi data-testid="site-name" className="min-w-0 truncate text-[12px] text-text-2">
        {session.site.name}
      </bdi>
      <div className="ml-auto flex shrink-0 items-center gap-1">
        <CriticalLink />
        {tools}
        <AiSystemState />
        {session.actions.includes('worklist.read') && <ConnectionState />}
        <UserMenu />
      </div>
    </header>
  );
}

/** At the foot of the page, where its coming and going moves no row. */
function OfflineBanner() {
  const session = useSession();
  const { status, lastContact } = useConnection();
  if (status !== 'offline') return null;
  const time =
    lastContact === null
      ? '–'
      : formatTime(new Date(lastContact).toISOString(), session.site.timeZone, serverNow());
  return (
    <div
      role="alert"
      data-testid="offline-banner"
      className="flex shrink-0 items-center gap-2 border-t border-red/40 bg-red-soft px-3 py-1.5 text-[12px] text-text-1"
    >
      <CloudOff size={14} aria-hidden className="shrink-0 text-red" />
      {t('connection.banner', { time })}
    </div>
  );
}

/** `tools` of features stand in the bar on top. */
export function Frame({ tools, children }: { tools: ReactNode; children: ReactNode }) {
  const session = useSession();
  useCriticalFeed();
  return (
    <div className="flex h-dvh min-h-0 bg-surface-0 print:block print:h-auto">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-cyan px-3 py-1.5 text-surface-0 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('app.skip')}
      </a>
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col print:block">
        <TopBar tools={tools} />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          {children}
        </main>
        {session.actions.includes('worklist.read') && <PausedModels />}
        {session.actions.includes('worklist.read') && <OfflineBanner />}
        <div className="flex shrink-0 border-t border-line bg-surface-1">
          <Disclaimer />
        </div>
      </div>
    </div>
  );
}
