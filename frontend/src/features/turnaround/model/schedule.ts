import type { ReportIssue } from '@firstread/contract';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { weekdayName } from './words';

/** The choice beside the days of the week, which are 0 Monday to 6 Sunday. */
export const MONTHLY = 'month';

export function rhythmChoices(): (readonly [value: string, words: string])[] {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map(
    (weekday) => [String(weekday), t('turnaround.mail.week', { day: weekdayName(weekday) })] as const,
  );
  return [...weekly, [MONTHLY, t('turnaround.mail.month')]];
}

/** What a form says, to be checked against the contract. */
export function scheduleOf(form: FormData): object {
  const chosen = textOf(form, 'rhythm');
  return {
    rhythm: chosen === MONTHLY ? { every: 'month' } : { every: 'week', weekday: Number(chosen) },
    hour: textOf(form, 'hour') === '' ? NaN : Number(textOf(form, 'hour')),
    recipients: textOf(form, 'recipients')
      .split(/[\s,;]+/)
      .filter(Boolean),
    on: form.get('on') !== null,
  };
}

export function sentWords({ recipients, undelivered }: ReportIssue): string {
  if (recipients === 0) return t('turnaround.mail.notSent');
  return undelivered === 0
    ? t('turnaround.mail.sent', { count: recipients })
    : t('turnaround.mail.undelivered', { count: recipients, undelivered });
}
