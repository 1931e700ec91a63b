'use client';
import { CircleDot, CloudOff, LoaderCircle, RefreshCw, type LucideIcon } from 'lucide-react';
import { Tooltip } from '@/components/ui/tooltip';
import { useNow } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { t, type MessageKey } from '@/lib/i18n';
import { useConnection } from '@/lib/realtime/provider';
import type { ConnectionStatus } from '@/lib/realtime/connection';

const looks: Record<ConnectionStatus, { icon: LucideIcon; className: string; detail: MessageKey }> = {
  connecting: { icon: LoaderCircle, className: 'text-text-2', detail: 'connection.polling.detail' },
  live: { icon: CircleDot, className: 'text-green', detail: 'connection.live.detail' },
  reconnecting: { icon: LoaderCircle, className: 'text-amber', detail: 'connection.polling.detail' },
  polling: { icon: RefreshCw, className: 'text-amber', detail: 'connection.polling.detail' },
  offline: { icon: CloudOff, className: 'text-red', detail: 'connection.offline.detail' },
};

/** Whether what is on the screen is current, and how old it is if not. */
export function ConnectionState() {
  const { status, lastContact } = useConnection();
  useNow();
  const { icon: Icon, className, detail } = looks[status];
  const age = lastContact === null ? null : formatDuration(Date.now() - lastContact);
  return (
    <Tooltip
      content={
        <>
          <p>{t(detail)}</p>
          {age !== null && <p className="text-text-2">{t('connection.age', { age })}</p>}
        </>
      }
    >
      <button
        type="button"
        data-testid="connection"
        data-status={status}
        className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-[12px] whitespace-nowrap hover:bg-surface-2"
      >
        <Icon size={13} aria-hidden className={className} />
        <span className={status === 'live' ? 'text-text-2' : className}>{t(`connection.${status}`)}</span>
        {age !== null && status !== 'live' && (
          <span className="tabular text-text-3 max-sm:hidden">{age}</span>
        )}
      </button>
    </Tooltip>
  );
}
