import { t } from '@/lib/i18n';
import { Part } from './part';

const ASSUMED = ['poisson', 'readers', 'times', 'flags', 'order', 'bands'] as const;

/** What stands between the model and a department. */
export function Assumptions({ warmUpDays }: { warmUpDays: number }) {
  return (
    <Part title={t('whatIf.assumptions')}>
      <ul className="list-disc pl-4 text-[12px] text-text-2">
        <li>{t('whatIf.assumption.steady', { warmUp: warmUpDays })}</li>
        {ASSUMED.map((one) => (
          <li key={one}>{t(`whatIf.assumption.${one}`)}</li>
        ))}
      </ul>
    </Part>
  );
}
