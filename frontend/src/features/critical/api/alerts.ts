import { alertPageSchema, type Alert } from '@firstread/contract';
import { request } from '@/lib/api/http';

/** Before the keys of all that pages show of alerts. */
export const alertsKey = ['alerts'] as const;
export const alertsOfKey = (studyUid: string) => [...alertsKey, 'study', studyUid] as const;

/** Alerts of the study that wait for a reader. */
export async function fetchAlertsOf(studyUid: string, signal: AbortSignal): Promise<Alert[]> {
  const { alerts } = await request('/api/v1/alerts?show=open', alertPageSchema, { signal });
  return alerts.filter((alert) => alert.studyInstanceUid === studyUid);
}
