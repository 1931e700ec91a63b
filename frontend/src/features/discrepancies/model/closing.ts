import {
  closeDiscrepancySchema,
  mustNameReceiver,
  type CloseDiscrepancy,
  type Discrepancy,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';

/** Reads the form that closes it; who was told is named where closing needs it. */
export function readClosing(form: FormData, one: Discrepancy): Checked<CloseDiscrepancy> {
  const checked = check(closeDiscrepancySchema, {
    outcome: textOf(form, 'outcome'),
    note: textOf(form, 'note'),
    toldTo: textOf(form, 'toldTo'),
  });
  if ('problems' in checked) return checked;
  const { toldTo, outcome } = checked.input;
  const grade = one.kind === 'lateAi' ? null : (one.grading?.grade ?? null);
  if (toldTo === null && mustNameReceiver(one.kind, grade, outcome))
    return { problems: { toldTo: t('discrepancies.toldTo.needed') } };
  return checked;
}
