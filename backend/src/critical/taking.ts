import { refusedStep } from './critical-problems.js';
import type { StoredCritical } from './critical-store.js';
import { step, type Loop, type Receipt, type Step } from './domain/loop.js';

type ReceiptColumns = Pick<
  StoredCritical,
  | 'receiver'
  | 'receiverRole'
  | 'communicatedBy'
  | 'communicatedAt'
  | 'communicatedHow'
  | 'receiptNote'
  | 'readBack'
>;

/** The loop after a step with what is kept. Throws where the step cannot be taken. */
export function taken(result: StoredCritical, action: Step, now: Date): Loop {
  const outcome = step({ ...result, receipt: receiptOf(result) }, action, now);
  if ('refused' in outcome) throw refusedStep(result, outcome.refused);
  return outcome.loop;
}

export function receiptColumns({ how, note, ...receipt }: Receipt): ReceiptColumns {
  return { ...receipt, communicatedHow: how, receiptNote: note };
}

/** Whole, or null: the database keeps no part of one. */
export function receiptOf(result: StoredCritical): Receipt | null {
  const { receiver, receiverRole, communicatedBy, communicatedAt, communicatedHow, receiptNote, readBack } =
    result;
  const whole =
    receiver !== null &&
    communicatedBy !== null &&
    communicatedAt !== null &&
    communicatedHow !== null &&
    readBack !== null;
  return whole
    ? {
        receiver,
        receiverRole,
        communicatedBy,
        communicatedAt,
        how: communicatedHow,
        readBack,
        note: receiptNote,
      }
    : null;
}
