import {
  skipReasonSchema,
  FEWEST_FOR_A_SHARE,
  type Measured,
  type PastStudy,
  type ReaderWork,
} from '@firstread/contract';
import { t } from '@/lib/i18n';

export function rvuText(rvu: number | null): string {
  return rvu === null ? '–' : rvu.toFixed(1);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** "12 %, 95 % interval 8 to 17 %, n 240", or why there is none. */
export function measuredWords({ n, value, interval95 }: Measured): string {
  if (value === null) return t('fairness.refused', { n, fewest: FEWEST_FOR_A_SHARE });
  const interval =
    interval95 === null
      ? ''
      : t('fairness.interval', { low: Math.round(interval95[0] * 100), high: percent(interval95[1]) });
  return t('fairness.measured', { value: percent(value), interval, n });
}

/** As people say it; what the catalogue does not know, as the log has it. */
export function reasonWords(reason: string | null): string {
  const { data } = skipReasonSchema.safeParse(reason);
  return data ? t(`skip.reason.${data}`) : (reason ?? '–');
}

export function skipsWords({ skipped }: ReaderWork): string {
  return Object.entries(skipped)
    .map(([reason, count]) => `${reasonWords(reason)} ${count}`)
    .join(', ');
}

export function waysWords({ studiesAssigned }: ReaderWork): string {
  return Object.entries(studiesAssigned)
    .filter(([, count]) => count > 0)
    .map(([way, count]) => `${t(`fairness.way.${way as keyof ReaderWork['studiesAssigned']}`)} ${count}`)
    .join(', ');
}

/** Whoever the log names, as far as the caller may know. */
export function personWords(by: { name: string | null } | null): string {
  return by === null ? t('history.somebody') : (by.name ?? t('history.gone'));
}

/** Why it stood there: the reasons in words, and what was known of it besides. */
export function whyWords({ why, reasons, overdue, certain }: PastStudy): string[] {
  const said = why.length > 0 ? why : reasons.map((kind) => t('history.reason.kind', { kind }));
  const late = overdue && !said.some((one) => one.startsWith('Overdue')) ? [t('history.overdue')] : [];
  return [...said, ...late, ...(certain ? [] : [t('history.uncertain.one')])];
}
