import {
  acknowledgeCriticalSchema,
  closeCriticalSchema,
  criticalAttemptInputSchema,
  withdrawCriticalSchema,
  type AcknowledgeCritical,
  type CloseCritical,
  type CriticalAttemptInput,
  type CriticalResult,
  type WithdrawCritical,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { momentOf } from './moments';

interface At {
  timeZone: string;
  now: number;
}

/** Checks a form that has a time; one that cannot be understood is a problem of its field. */
export function checkTimed<T>(
  schema: Parameters<typeof check<T>>[0],
  field: string,
  moment: string | null,
  input: object,
): Checked<T> {
  // What is else wrong is said at the same time.
  const checked = check(schema, { ...input, [field]: moment ?? new Date(0).toISOString() });
  if (moment !== null) return checked;
  const others = 'problems' in checked ? checked.problems : {};
  return { problems: { ...others, [field]: t('critical.moment.invalid') } };
}

/** The communication that a form describes. */
export function readReceipt(form: FormData, result: CriticalResult, at: At): Checked<AcknowledgeCritical> {
  const moment = momentOf(textOf(form, 'communicatedAt'), { ...at, notBefore: result.identifiedAt });
  return checkTimed(acknowledgeCriticalSchema, 'communicatedAt', moment, {
    receiver: textOf(form, 'receiver'),
    receiverRole: textOf(form, 'receiverRole'),
    communicatedBy: textOf(form, 'communicatedBy'),
    how: textOf(form, 'how'),
    readBack: form.has('readBack'),
    note: textOf(form, 'note'),
    expectedVersion: result.version,
  });
}

/** The attempt that a form describes; `id` makes a repetition the same attempt. */
export function readAttempt(
  form: FormData,
  id: string,
  result: CriticalResult,
  at: At,
): Checked<CriticalAttemptInput> {
  const moment = momentOf(textOf(form, 'at'), { ...at, notBefore: result.identifiedAt });
  return checkTimed(criticalAttemptInputSchema, 'at', moment, {
    id,
    called: textOf(form, 'called'),
    how: textOf(form, 'how'),
    reached: textOf(form, 'reached') === 'yes',
    note: textOf(form, 'note'),
  });
}

export function readClosing(form: FormData, { version }: CriticalResult): Checked<CloseCritical> {
  return check(closeCriticalSchema, {
    readBack: form.has('readBack'),
    note: textOf(form, 'note'),
    expectedVersion: version,
  });
}

/** The undo after marking needs no reason; the form does. */
export function readWithdrawal(form: FormData, { version }: CriticalResult): Checked<WithdrawCritical> {
  const reason = textOf(form, 'reason').trim();
  if (reason === '') return { problems: { reason: t('critical.withdraw.reason.missing') } };
  return check(withdrawCriticalSchema, { reason, expectedVersion: version });
}
