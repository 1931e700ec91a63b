'use client';
import type { WhatIfScenario } from '@firstread/contract';
import { SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import {
  dayOf,
  everyDay,
  fromShifts,
  inMode,
  modeOf,
  SHIFTS,
  shiftsOf,
  type StaffingMode,
} from '../model/hours';
import { useState } from 'react';
import { NumberField } from './number-field';
import { Fields, Part } from './part';

interface Props {
  readers: WhatIfScenario['readers'];
  onChange: (readers: WhatIfScenario['readers']) => void;
}

const MODES: readonly StaffingMode[] = ['constant', 'shifts', 'hours'];

/** How many read, and when. */
export function Staffing({ readers, onChange }: Props) {
  const [chosen, setChosen] = useState<StaffingMode | null>(null);
  const mode = typeof readers === 'number' ? 'constant' : chosen === 'hours' ? 'hours' : modeOf(readers);
  const change = (next: StaffingMode): void => {
    setChosen(next);
    onChange(inMode(readers, next));
  };
  const replaced = (all: readonly number[], at: number, value: number) =>
    all.map((one, index) => (index === at ? value : one));
  return (
    <Part title={t('whatIf.staffing')}>
      <div className="flex flex-col gap-2">
        <SelectField
          label={t('whatIf.staffing.mode')}
          value={mode}
          onChange={(event) => change(event.target.value as StaffingMode)}
        >
          {MODES.map((one) => (
            <option key={one} value={one}>
              {t(`whatIf.staffing.${one}`)}
            </option>
          ))}
        </SelectField>
        <Fields>
          {typeof readers === 'number' ? (
            <NumberField label={t('whatIf.staffing.readers')} value={readers} max={200} onChange={onChange} />
          ) : mode === 'shifts' ? (
            SHIFTS.map(({ id }, at) => (
              <NumberField
                key={id}
                label={t(`whatIf.shift.${id}`)}
                value={shiftsOf(readers)[at] ?? 0}
                max={200}
                onChange={(value) => onChange(fromShifts(replaced(shiftsOf(readers), at, value)))}
              />
            ))
          ) : (
            dayOf(readers).map((value, hour) => (
              <NumberField
                key={hour}
                label={t('whatIf.staffing.hour', { hour })}
                value={value}
                max={200}
                onChange={(next) => onChange(everyDay(replaced(dayOf(readers), hour, next)))}
              />
            ))
          )}
        </Fields>
      </div>
    </Part>
  );
}
