import {
  messageDeliveryPageSchema,
  alertPageSchema,
  alertSchema,
  alertSettingsSchema,
  alertTestedSchema,
  type Alert,
  type MessageDeliveryPage,
  type AlertPage,
  type AlertSettings,
  type AlertSettingsChange,
  type MessageTarget,
  type AlertTested,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

export const alertsKey = ['alerts'] as const;
export const settingsKey = ['alert-settings'] as const;
export const messagesKey = ['alert-messages'] as const;

export function fetchAlerts(show: 'open' | 'withdrawn', signal: AbortSignal): Promise<AlertPage> {
  return request(`/api/v1/alerts?show=${show}`, alertPageSchema, { signal });
}

export function acknowledge(id: string): Promise<Alert> {
  return request(`/api/v1/alerts/${id}/acknowledgement`, alertSchema, { method: 'POST' });
}

export function fetchSettings(signal: AbortSignal): Promise<AlertSettings> {
  return request('/api/v1/alerts/settings', alertSettingsSchema, { signal });
}

export function saveSettings(change: AlertSettingsChange): Promise<AlertSettings> {
  return request('/api/v1/alerts/settings', alertSettingsSchema, { method: 'PUT', body: change });
}

export function sendTest(target: MessageTarget): Promise<AlertTested> {
  return request('/api/v1/alerts/settings/test', alertTestedSchema, { method: 'POST', body: { target } });
}

export function fetchMessages(query: string, signal: AbortSignal): Promise<MessageDeliveryPage> {
  return request(`/api/v1/messages${query}`, messageDeliveryPageSchema, { signal });
}
