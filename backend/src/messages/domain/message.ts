import type { MessageTopic, ToldLevel } from '@firstread/contract';

/** What leaves the house. Nothing in it leads to a patient or a study without signing in. */
export interface Message {
  /** Of the delivery: the same in every attempt. */
  id: string;
  type: `${MessageTopic}.${'escalated' | 'found' | 'issued'}` | 'alert.test';
  subject: string;
  text: string;
  /** Nothing in a test. */
  about: { topic: MessageTopic; id: string; level: ToldLevel; waitedMinutes: number } | null;
  /** Null where this installation does not know its own address. */
  url: string | null;
}

interface Waiting {
  deliveryId: string;
  topic: MessageTopic;
  aboutId: string;
  level: ToldLevel;
  /** Since when it waits for somebody. */
  since: Date;
}

interface Words {
  type: Message['type'];
  subject: string;
  /** What it says, before where to open it. */
  says: (waitedMinutes: number) => string;
  /** As the message names it before its id. */
  noun: string;
  page: string;
}

const words: Readonly<Record<MessageTopic, Words>> = {
  alert: {
    type: 'alert.escalated',
    subject: 'Firstread: a critical suspicion waits',
    says: waiting('A critical suspicion'),
    noun: 'Alert',
    page: 'worklist',
  },
  critical: {
    type: 'critical.escalated',
    subject: 'Firstread: a critical result waits for its receiver',
    says: waiting('A critical result that nobody has received yet'),
    noun: 'Critical result',
    page: 'critical',
  },
  discrepancy: {
    type: 'discrepancy.found',
    subject: 'Firstread: a major discrepancy for your department',
    says: waiting('A major discrepancy with your interpretation'),
    noun: 'Discrepancy',
    page: 'discrepancies',
  },
  turnaroundReport: {
    type: 'turnaroundReport.issued',
    subject: 'Firstread: report of turnaround',
    says: () => 'The report of turnaround is attached. It names no patient and no reader.',
    noun: 'Report',
    page: 'turnaround',
  },
};

function waiting(what: string): Words['says'] {
  return (minutes) => `${what} has waited ${minutes} minutes.`;
}

export function messageAbout(
  { deliveryId, topic, aboutId, level, since }: Waiting,
  now: Date,
  publicUrl: string | undefined,
): Message {
  const { type, subject, says, noun, page } = words[topic];
  const waitedMinutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  const url = pageOf(publicUrl, page);
  return {
    id: deliveryId,
    type,
    subject,
    text: `${says(waitedMinutes)} ${opening(url)}\n${noun} ${aboutId}`,
    about: { topic, id: aboutId, level, waitedMinutes },
    url,
  };
}

export function testMessage(id: string, publicUrl: string | undefined): Message {
  const url = pageOf(publicUrl, 'worklist');
  return {
    id,
    type: 'alert.test',
    subject: 'Firstread: test of an alert',
    text: `This is a test of the alerts of Firstread; nothing waits. ${opening(url)}`,
    about: null,
    url,
  };
}

function opening(url: string | null): string {
  return url === null ? 'Open Firstread.' : `Open Firstread: ${url}`;
}

function pageOf(publicUrl: string | undefined, page: string): string | null {
  return publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, '')}/${page}`;
}
