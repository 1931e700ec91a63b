'use client';
import { BellOff, Settings } from 'lucide-react';
import Link from 'next/link';
import { errorText } from '@/components/ui/error-state';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useAcknowledging, usePanelRows, useWithdrawnAlerts, type useOpenAlerts } from '../hooks/use-alerts';
import { AlertRow, WithdrawnRow } from './alert-row';

interface Props {
  query: ReturnType<typeof useOpenAlerts>;
  onLeave: () => void;
}

function Withdrawn() {
  const alerts = useWithdrawnAlerts().data?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <section aria-label={t('alerts.withdrawn')} className="border-t border-line-strong px-3 py-2">
      <h3 className="mb-1 text-[11px] font-medium text-text-3">{t('alerts.withdrawn')}</h3>
      <ul className="flex flex-col gap-1">
        {alerts.map((alert) => (
          <WithdrawnRow key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  );
}

/** What waits, newest first as it was when the panel opened. */
export function AlertPanel({ query, onLeave }: Props) {
  const rows = usePanelRows(query.data);
  const acknowledging = useAcknowledging();
  const mayAcknowledge = useMay('alert.acknowledge');
  const mayConfigure = useMay('alert.configure');
  const more = (query.data?.open ?? 0) - (query.data?.alerts.length ?? 0);
  return (
    <>
      <div className="flex items-start gap-3 border-b border-line-strong px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-[13px] font-semibold">{t('alerts.title')}</h2>
          <p className="text-[12px] text-text-3">{t('alerts.lead')}</p>
        </div>
        {mayConfigure && (
          <Link
            href="/admin/alerts"
            onClick={onLeave}
            className="flex items-center gap-1 text-[12px] text-text-2 hover:text-text-1"
          >
            <Settings size={13} aria-hidden /> {t('alerts.configure')}
          </Link>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {query.isError && (
          <p role="alert" className="border-b border-line bg-amber-soft px-3 py-1.5 text-[12px]">
            {t('alerts.stale', { detail: errorText(query.error) })}
          </p>
        )}
        {rows.length === 0 && !query.isError && (
          <p data-testid="alerts-empty" className="flex items-center gap-2 px-3 py-5 text-[13px] text-text-2">
            <BellOff size={15} aria-hidden className="text-text-3" /> {t('alerts.empty')}
          </p>
        )}
        <ul>
          {rows.map((row) => (
            <AlertRow
              key={row.alert.id}
              row={row}
              onOpen={onLeave}
              onAcknowledge={mayAcknowledge ? () => acknowledging.mutate(row.alert.id) : null}
            />
          ))}
        </ul>
        {more > 0 && <p className="px-3 py-2 text-[12px] text-text-3">{tn('alerts.more', more)}</p>}
        <Withdrawn />
      </div>
    </>
  );
}
