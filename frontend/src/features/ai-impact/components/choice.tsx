'use client';
import type { AiImpactModels } from '@firstread/contract';
import { Field, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import type { Asked } from '../model/period';

interface Props {
  asked: Asked;
  chosen: { model: string; version: string } | null;
  models: AiImpactModels['models'];
  problem: string | null;
  onChange: (asked: Asked) => void;
}

const valueOf = (model: string, version: string) => JSON.stringify([model, version]);

/** Which model, and which days; both stand in the address. */
export function Choice({ asked, chosen, models, problem, onChange }: Props) {
  const listed = models.some(
    ({ modelId, version }) => modelId === chosen?.model && version === chosen.version,
  );
  const choose = (value: string): void => {
    const [model, version] = JSON.parse(value) as [string, string];
    onChange({ ...asked, model, version });
  };
  return (
    <div className="flex flex-wrap items-start gap-3">
      <div className="w-72 max-sm:w-full">
        <SelectField
          label={t('impact.model')}
          value={chosen ? valueOf(chosen.model, chosen.version) : ''}
          disabled={!chosen}
          onChange={({ target }) => choose(target.value)}
        >
          {!listed && chosen && (
            <option value={valueOf(chosen.model, chosen.version)}>{t('impact.notListed', chosen)}</option>
          )}
          {models.map(({ modelId, version, name }) => (
            <option key={valueOf(modelId, version)} value={valueOf(modelId, version)}>
              {t('ai.model', { name, version })}
            </option>
          ))}
        </SelectField>
      </div>
      <Field
        type="date"
        label={t('impact.from')}
        value={asked.from}
        onChange={({ target }) => onChange({ ...asked, from: target.value })}
      />
      <Field
        type="date"
        label={t('impact.to')}
        value={asked.to}
        error={problem === null ? undefined : t('impact.period', { problem })}
        onChange={({ target }) => onChange({ ...asked, to: target.value })}
      />
    </div>
  );
}
