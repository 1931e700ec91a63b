import type { CommunicationWay, CriticalState } from '@firstread/contract';

/** So long after it was marked, whoever did so can take it back as if it had not been. */
export const UNDO_MS = 10_000;

/** Who received it, from whom, when and how. */
export interface Receipt {
  receiver: string;
  receiverRole: string | null;
  communicatedBy: string;
  communicatedAt: Date;
  how: CommunicationWay;
  readBack: boolean;
  note: string | null;
}

/** A critical result as far as the closing of its loop goes. */
export interface Loop {
  state: CriticalState;
  identifiedAt: Date;
  markedAt: Date;
  markedById: string;
  receipt: Receipt | null;
}

/** What is done with it. */
export type Step =
  | { kind: 'attempt'; at: Date }
  | { kind: 'acknowledge'; receipt: Receipt }
  | { kind: 'close'; readBack: boolean; note: string | null }
  | { kind: 'withdraw'; by: string; reason: string | null }
  | { kind: 'assign' };

/** Why a step cannot be taken. */
export type Refusal =
  | 'received'
  | 'notReceived'
  | 'closed'
  | 'withdrawn'
  | 'reasonMissing'
  | 'receiverMissing'
  | 'beforeFinding'
  | 'inFuture';

export type Outcome = { loop: Loop } | { refused: Refusal };

const MIN_NAME = 2;
/** A workstation's clock may be so far ahead. */
const AHEAD_MS = 60_000;
const MINUTE_MS = 60_000;

/** The time of the finding may lie in the past, never in the future. */
export function mayBeIdentifiedAt(identifiedAt: Date, now: Date): boolean {
  return identifiedAt.getTime() <= now.getTime() + AHEAD_MS;
}

/** A time typed in minutes may lie before a finding of the same minute: then it is taken for that of the finding. */
export function timeOf({ identifiedAt }: Pick<Loop, 'identifiedAt'>, typed: Date): Date {
  const minute = Math.floor(identifiedAt.getTime() / MINUTE_MS) * MINUTE_MS;
  return typed < identifiedAt && typed.getTime() >= minute ? identifiedAt : typed;
}

/**
 * Takes one step. Open until a named person has received it, then closed with read-back or with a note why there is none;
 * withdrawn only as long as nobody has received it.
 */
export function step(loop: Loop, action: Step, now: Date): Outcome {
  const over = overRefusal(loop.state);
  if (over) return { refused: over };
  switch (action.kind) {
    case 'assign':
      return { loop };
    case 'attempt':
      return refusedTime(loop, action.at, now) ?? { loop };
    case 'acknowledge':
      return acknowledged(loop, action.receipt, now);
    case 'close':
      return closed(loop, action);
    case 'withdraw':
      return withdrawn(loop, action, now);
  }
}

function overRefusal(state: CriticalState): Refusal | undefined {
  return state === 'closed' || state === 'withdrawn' ? state : undefined;
}

function refusedTime({ identifiedAt }: Loop, at: Date, now: Date): { refused: Refusal } | undefined {
  if (at < identifiedAt) return { refused: 'beforeFinding' };
  return at.getTime() > now.getTime() + AHEAD_MS ? { refused: 'inFuture' } : undefined;
}

function acknowledged(loop: Loop, receipt: Receipt, now: Date): Outcome {
  if (loop.state !== 'open') return { refused: 'received' };
  const named = (name: string): boolean => name.trim().length >= MIN_NAME;
  if (!named(receipt.receiver) || !named(receipt.communicatedBy)) return { refused: 'receiverMissing' };
  const wrong = refusedTime(loop, receipt.communicatedAt, now);
  return wrong ?? { loop: { ...loop, receipt, state: receipt.readBack ? 'closed' : 'acknowledged' } };
}

function closed(loop: Loop, { readBack, note }: Extract<Step, { kind: 'close' }>): Outcome {
  if (loop.receipt === null) return { refused: 'notReceived' };
  if (!readBack && note === null) return { refused: 'reasonMissing' };
  return { loop: { ...loop, receipt: { ...loop.receipt, readBack }, state: 'closed' } };
}

function withdrawn(loop: Loop, { by, reason }: Extract<Step, { kind: 'withdraw' }>, now: Date): Outcome {
  if (loop.state !== 'open') return { refused: 'received' };
  const undone = by === loop.markedById && now.getTime() <= loop.markedAt.getTime() + UNDO_MS;
  return reason === null && !undone
    ? { refused: 'reasonMissing' }
    : { loop: { ...loop, state: 'withdrawn' } };
}
