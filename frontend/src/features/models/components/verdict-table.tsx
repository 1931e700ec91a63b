import type { ModelMonitoring, Proportion } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { proportionText } from '../model/figures';

interface Props {
  verdicts: ModelMonitoring['verdicts'];
  beatTheReader: Proportion;
}

function judgedText(proportion: Proportion): string {
  return proportion.value === null ? t('models.judged.none') : proportionText(proportion);
}

/** What the model said against what readers said; what nobody has judged stands by itself. */
export function VerdictTable({ verdicts, beatTheReader }: Props) {
  const rows = [
    { name: t('models.flagged'), cell: verdicts.flagged },
    { name: t('models.notFlagged'), cell: verdicts.notFlagged },
  ];
  return (
    <div className="flex flex-wrap gap-6 text-[12px]">
      <table data-testid="confusion" className="tabular">
        <thead className="text-[11px] text-text-3">
          <tr>
            <td />
            <th className="px-3 text-right font-medium">{t('models.verdict.present')}</th>
            <th className="px-3 text-right font-medium">{t('models.verdict.absent')}</th>
            <th className="px-3 text-right font-medium">{t('models.verdict.notYet')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cell }) => (
            <tr key={name}>
              <th className="pr-3 text-left font-medium text-text-2">{name}</th>
              <td className="px-3 text-right">{cell.present}</td>
              <td className="px-3 text-right">{cell.absent}</td>
              <td className="px-3 text-right text-text-3">{cell.notYetJudged}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-text-3">{t('models.ppv')}</dt>
        <dd>{proportionText(verdicts.ppv)}</dd>
        <dt className="text-text-3">{t('models.sensitivity.judged')}</dt>
        <dd>{judgedText(verdicts.sensitivity)}</dd>
        <dt className="text-text-3">{t('models.specificity.judged')}</dt>
        <dd>{judgedText(verdicts.specificity)}</dd>
        <dt className="text-text-3">{t('models.monitoring.beat')}</dt>
        <dd>{proportionText(beatTheReader)}</dd>
      </dl>
    </div>
  );
}
