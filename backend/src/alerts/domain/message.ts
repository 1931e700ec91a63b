import type { AlertLevel } from '@firstread/contract';

/** What leaves the house about an alert. Nothing in it leads to a patient or a study without signing in. */
export interface AlertMessage {
  /** Of the delivery: the same in every attempt. */
  id: string;
  type: 'alert.escalated' | 'alert.test';
  subject: string;
  text: string;
  /** Nothing in a test. */
  alert: { id: string; level: AlertLevel; waitedMinutes: number } | null;
  /** Null where this installation does not know its own address. */
  url: string | null;
}

interface Waiting {
  deliveryId: string;
  alertId: string;
  level: AlertLevel;
  raisedAt: Date;
}

export function alertMessage(
  { deliveryId, alertId, level, raisedAt }: Waiting,
  now: Date,
  publicUrl: string | undefined,
): AlertMessage {
  const waitedMinutes = Math.max(0, Math.floor((now.getTime() - raisedAt.getTime()) / 60_000));
  const url = worklistOf(publicUrl);
  return {
    id: deliveryId,
    type: 'alert.escalated',
    subject: 'Firstread: a critical suspicion waits',
    text: `A critical suspicion has waited ${waitedMinutes} minutes. ${opening(url)}\nAlert ${alertId}`,
    alert: { id: alertId, level, waitedMinutes },
    url,
  };
}

export function testMessage(id: string, publicUrl: string | undefined): AlertMessage {
  const url = worklistOf(publicUrl);
  return {
    id,
    type: 'alert.test',
    subject: 'Firstread: test of an alert',
    text: `This is a test of the alerts of Firstread; nothing waits. ${opening(url)}`,
    alert: null,
    url,
  };
}

function opening(url: string | null): string {
  return url === null ? 'Open Firstread.' : `Open Firstread: ${url}`;
}

function worklistOf(publicUrl: string | undefined): string | null {
  return publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, '')}/worklist`;
}
