import { markCriticalSchema, type Callee, type CriticalLevel, type MarkCritical } from '@firstread/contract';
import type { Checked } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import type { Choice } from './catalogue';
import { checkTimed } from './forms';
import { momentOf } from './moments';

/** What the form to mark a result holds. */
export interface Marking {
  text: string;
  chosen: Choice | null;
  level: CriticalLevel;
  /** By the site's clock; empty: now. */
  seenAt: string;
  note: string;
  /** The alert that proposed it. */
  alertId: string | null;
}

export const emptyMarking: Marking = {
  text: '',
  chosen: null,
  level: 'red',
  seenAt: '',
  note: '',
  alertId: null,
};

/** The form after a finding was chosen: its level is proposed. */
export function withChoice(marking: Marking, choice: Choice): Marking {
  return { ...marking, text: choice.label, chosen: choice, level: choice.level ?? marking.level };
}

/** What is sent; the words alone are no choice, so that no half-typed finding is marked. */
export function readMarking(
  { chosen, level, seenAt, note, alertId }: Marking,
  callee: Callee | null,
  at: { timeZone: string; now: number },
): Checked<MarkCritical> {
  if (!chosen) return { problems: { finding: t('critical.mark.finding.missing') } };
  return checkTimed(markCriticalSchema, 'identifiedAt', momentOf(seenAt, at), {
    findingCode: chosen.code,
    finding: chosen.label,
    level,
    callee,
    note,
    alertId,
  });
}
