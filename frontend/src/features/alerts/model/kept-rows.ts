import type { Alert } from '@firstread/contract';

/** An alert in the open panel; `gone` once it waits for nobody. */
export interface PanelRow {
  alert: Alert;
  gone: boolean;
}

/**
 * The rows of an open panel after alerts changed: what is there stays in its place, so that no button moves under the
 * pointer; what is new comes last.
 */
export function keptRows(rows: readonly PanelRow[], open: readonly Alert[]): PanelRow[] {
  const byId = new Map(open.map((alert) => [alert.id, alert]));
  const kept = rows.map(({ alert }) => {
    const now = byId.get(alert.id);
    return { alert: now ?? alert, gone: now === undefined };
  });
  const known = new Set(rows.map(({ alert }) => alert.id));
  return [...kept, ...open.filter((alert) => !known.has(alert.id)).map((alert) => ({ alert, gone: false }))];
}
