'use client';
import { useState } from 'react';
import { fairnessQuerySchema, type FairnessQuery } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { inputClass, labelClass } from './frame';

/** Two days; a period that is half typed is kept until it is one. */
export function Days({ days, onChoose }: { days: FairnessQuery; onChoose: (next: FairnessQuery) => void }) {
  const [typed, setTyped] = useState(days);
  const valid = fairnessQuerySchema.safeParse(typed).success;
  const type = (next: FairnessQuery): void => {
    setTyped(next);
    if (fairnessQuerySchema.safeParse(next).success) onChoose(next);
  };
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className={labelClass}>
          {t(`fairness.${end}`)}
          <input
            type="date"
            value={typed[end]}
            aria-invalid={valid ? undefined : true}
            onChange={(event) => type({ ...typed, [end]: event.target.value })}
            className={inputClass}
          />
        </label>
      ))}
      {!valid && (
        <span role="alert" className="text-[12px] text-amber">
          {t('fairness.period.wrong')}
        </span>
      )}
    </>
  );
}
