'use client';
import { Plus, X } from 'lucide-react';
import { pointAt, type OperatingPoint, type WhatIfModel, type WhatIfScenario } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import { withModel, withoutModel } from '../model/scenario';
import { NumberField } from './number-field';
import { Fields, Part } from './part';

interface Props {
  scenario: WhatIfScenario;
  onChange: (scenario: WhatIfScenario) => void;
}

/** The models that look at studies, and how well. */
export function Models({ scenario, onChange }: Props) {
  const { models } = scenario;
  const change = (at: number, model: WhatIfModel): void =>
    onChange({ ...scenario, models: models.map((one, index) => (index === at ? model : one)) });
  return (
    <Part
      title={t('whatIf.models')}
      action={
        models.length < 10 && (
          <Button size="sm" onClick={() => onChange(withModel(scenario))}>
            <Plus size={12} aria-hidden /> {t('whatIf.models.add')}
          </Button>
        )
      }
    >
      {models.length === 0 && <p className="text-[12px] text-text-3">{t('whatIf.models.none')}</p>}
      <div className="flex flex-col gap-4">
        {models.map((model, at) => (
          <OneModel
            key={model.name}
            model={model}
            onChange={(next) => change(at, next)}
            onRemove={() => onChange(withoutModel(scenario, at))}
          />
        ))}
      </div>
    </Part>
  );
}

const NOWHERE: OperatingPoint = { sensitivity: NaN, specificity: NaN };

/** A threshold on a measured curve says both shares; typing one of them leaves the curve. */
function OneModel({
  model,
  onChange,
  onRemove,
}: {
  model: WhatIfModel;
  onChange: (model: WhatIfModel) => void;
  onRemove: () => void;
}) {
  const { name, operatingPoint, resultAfter, rank, studyClasses } = model;
  const threshold = 'curve' in operatingPoint ? operatingPoint : null;
  const point = pointAt(operatingPoint) ?? NOWHERE;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 flex w-full items-center gap-2 text-[12.5px] font-medium">
        <span className="min-w-0 truncate">{name}</span>
        <span className="min-w-0 truncate text-[12px] font-normal text-text-3">
          {t('whatIf.models.class')} {studyClasses.join(', ')}
        </span>
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          aria-label={t('whatIf.models.remove', { name })}
          onClick={onRemove}
        >
          <X size={13} aria-hidden />
        </Button>
      </legend>
      <Fields>
        {threshold && (
          <NumberField
            label={t('whatIf.models.threshold')}
            value={threshold.threshold}
            step={0.01}
            min={Math.min(...threshold.curve.map((one) => one.threshold))}
            max={Math.max(...threshold.curve.map((one) => one.threshold))}
            onChange={(next) => onChange({ ...model, operatingPoint: { ...threshold, threshold: next } })}
          />
        )}
        <NumberField
          label={t('whatIf.models.sensitivity')}
          value={point.sensitivity}
          scale={100}
          max={100}
          onChange={(sensitivity) => onChange({ ...model, operatingPoint: { ...point, sensitivity } })}
        />
        <NumberField
          label={t('whatIf.models.specificity')}
          value={point.specificity}
          scale={100}
          max={100}
          onChange={(specificity) => onChange({ ...model, operatingPoint: { ...point, specificity } })}
        />
        <NumberField
          label={t('whatIf.models.latency')}
          value={resultAfter.meanMinutes}
          onChange={(meanMinutes) => onChange({ ...model, resultAfter: { ...resultAfter, meanMinutes } })}
        />
        <NumberField
          label={t('whatIf.models.rank')}
          value={rank}
          min={1}
          max={10}
          onChange={(next) => onChange({ ...model, rank: next })}
        />
      </Fields>
    </fieldset>
  );
}
