'use client';
import { Bell } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { labelOf } from '@/components/keys/keys-help';
import { OpenMenu } from '@/components/ui/open-menu';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import { useAlertKey, useOpenAlerts } from '../hooks/use-alerts';
import { AlertPanel } from './panel';

/** How many critical suspicions wait, in the bar on top; opens the list of them. Nothing opens by itself. */
export function AlertBell() {
  return useMay('alert.read') ? <OpenAlerts /> : null;
}

function OpenAlerts() {
  const query = useOpenAlerts();
  const [shown, setShown] = useState(false);
  const keys = useOwnKeys();
  useAlertKey(keys.alerts, () => setShown(true));
  const count = query.data?.open ?? 0;
  const key = { key: labelOf(keys, 'alerts') };
  const label = count === 0 ? t('alerts.bell.none', key) : tn('alerts.bell', count, key);
  return (
    <Popover.Root open={shown} onOpenChange={setShown}>
      <Popover.Trigger
        data-testid="alert-bell"
        aria-label={label}
        title={label}
        className={`inline-flex h-7 min-w-9 shrink-0 items-center justify-center gap-1 rounded-md px-2 text-[12px] hover:bg-surface-2 ${
          count > 0 ? 'text-violet' : 'text-text-3'
        }`}
      >
        <Bell size={14} aria-hidden />
        {count > 0 && (
          <span data-testid="alert-count" className="tabular font-semibold">
            {count}
          </span>
        )}
      </Popover.Trigger>
      <span role="status" aria-live="polite" className="sr-only">
        {count > 0 && tn('alerts.said', count)}
      </span>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('alerts.title')}
          data-testid="alert-panel"
          className="z-50 flex max-h-[min(640px,80dvh)] w-[440px] max-w-[calc(100vw-16px)] flex-col rounded-lg border border-line-strong bg-surface-2 shadow-xl shadow-black/50 outline-none"
        >
          <OpenMenu />
          <AlertPanel query={query} onLeave={() => setShown(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
