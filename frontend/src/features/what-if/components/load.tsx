'use client';
import type { StudyClass } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { meanOf, scaled } from '../model/hours';
import { NumberField } from './number-field';
import { Fields, Part } from './part';

interface Props {
  studyClasses: readonly StudyClass[];
  onChange: (studyClasses: StudyClass[]) => void;
}

/** What comes: studies of each class, how long they take to read, and what they have. */
export function Load({ studyClasses, onChange }: Props) {
  return (
    <Part title={t('whatIf.load')}>
      <div className="flex flex-col gap-4">
        {studyClasses.map((one, at) => (
          <OneClass
            key={one.name}
            of={one}
            onChange={(next) => onChange(studyClasses.map((other, index) => (index === at ? next : other)))}
          />
        ))}
      </div>
    </Part>
  );
}

function OneClass({ of, onChange }: { of: StudyClass; onChange: (next: StudyClass) => void }) {
  const { readTime, conditions } = of;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-[12.5px] font-medium">{of.name}</legend>
      <Fields>
        <NumberField
          label={t('whatIf.load.perDay')}
          value={meanOf(of.arrivalsPerHour) * 24}
          onChange={(perDay) => onChange({ ...of, arrivalsPerHour: scaled(of.arrivalsPerHour, perDay / 24) })}
        />
        <NumberField
          label={t('whatIf.load.mean')}
          value={readTime.meanMinutes}
          step={0.5}
          onChange={(meanMinutes) => onChange({ ...of, readTime: { ...readTime, meanMinutes } })}
        />
        <NumberField
          label={t('whatIf.load.cv')}
          value={readTime.cv}
          step={0.1}
          onChange={(cv) =>
            onChange({
              ...of,
              readTime: { distribution: 'logNormal', meanMinutes: readTime.meanMinutes, cv },
            })
          }
        />
        <NumberField
          label={t('whatIf.load.stat')}
          value={of.statShare}
          scale={100}
          onChange={(statShare) => onChange({ ...of, statShare })}
        />
        <NumberField
          label={t('whatIf.load.urgent')}
          value={of.urgentShare}
          scale={100}
          onChange={(urgentShare) => onChange({ ...of, urgentShare })}
        />
        {conditions.map(({ name, prevalence }, at) => (
          <NumberField
            key={name}
            label={t('whatIf.load.prevalence', { condition: name })}
            value={prevalence}
            scale={100}
            step={0.5}
            onChange={(next) =>
              onChange({
                ...of,
                conditions: conditions.map((one, index) =>
                  index === at ? { ...one, prevalence: next } : one,
                ),
              })
            }
          />
        ))}
      </Fields>
    </fieldset>
  );
}
