'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { errorText } from '@/components/ui/error-state';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';
import { keyOf } from '@/lib/keys/keys';
import { useConnection, useFeedListener } from '@/lib/realtime/provider';
import { acknowledge, alertsKey, fetchAlerts } from '../api/alerts';
import { keptRows, type PanelRow } from '../model/kept-rows';

const LIVE_MS = 60_000;
const POLL_MS = 10_000;

/** Alerts that wait. The server says when they change; a page that it cannot reach asks, and catches up. */
export function useOpenAlerts() {
  const client = useQueryClient();
  const { status } = useConnection();
  const refresh = (): void => void client.invalidateQueries({ queryKey: alertsKey });
  useFeedListener({ catchUp: refresh, alerts: refresh });
  return useQuery({
    queryKey: [...alertsKey, 'open'],
    queryFn: ({ signal }) => fetchAlerts('open', signal),
    refetchInterval: status === 'live' ? LIVE_MS : POLL_MS,
  });
}

export function useWithdrawnAlerts() {
  return useQuery({
    queryKey: [...alertsKey, 'withdrawn'],
    queryFn: ({ signal }) => fetchAlerts('withdrawn', signal),
  });
}

/** The rows of the panel from when it was opened on. */
export function usePanelRows(open: ReturnType<typeof useOpenAlerts>['data']): readonly PanelRow[] {
  const [seen, setSeen] = useState<{ of: typeof open; rows: readonly PanelRow[] }>({
    of: undefined,
    rows: [],
  });
  if (open === undefined || seen.of === open) return seen.rows;
  const next = { of: open, rows: keptRows(seen.rows, open.alerts) };
  setSeen(next);
  return next.rows;
}

export function useAcknowledging() {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: acknowledge,
    onError: (error) => toast({ text: t('alerts.error', { detail: errorText(error) }), tone: 'error' }),
    onSettled: () => client.invalidateQueries({ queryKey: alertsKey }),
  });
}

/** Calls back on the reader's key for it, where nobody is writing. */
export function useAlertKey(key: string | null, onPress: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (keyOf(event.key) !== key) return;
    const target = event.target as HTMLElement;
    if (target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
