'use client';
import { useState } from 'react';
import {
  orderClassSchema,
  studyAiStateSchema,
  turnaroundPlaceSchema,
  type TurnaroundFacet,
  type TurnaroundPlace,
} from '@firstread/contract';
import { t } from '@/lib/i18n';
import { useFigures } from '../hooks/use-turnaround';
import type { Asked } from '../model/place';
import { groupName, periodWords } from '../model/words';
import { Choice } from './choice';

const DAYS = [1, 7, 30, 90, 365];
const ALL = '*';

interface Props {
  asked: Asked;
  change: (patch: Partial<TurnaroundPlace>) => void;
}

/** What is counted: the period, and of what. */
export function Filters({ asked, change }: Props) {
  const { place } = asked;
  return (
    <div
      role="group"
      aria-label={t('turnaround.filter')}
      className="flex flex-wrap items-center gap-x-4 gap-y-2"
      data-testid="turnaround-filters"
    >
      <Period asked={asked} change={change} />
      <Found by="site" asked={asked} change={change} />
      <Found by="modality" asked={asked} change={change} />
      <Filter
        by="orderClass"
        keys={orderClassSchema.options}
        value={place.orderClass}
        onChoose={(value) => change({ orderClass: orderClassSchema.optional().parse(value) })}
      />
      <Filter
        by="aiState"
        keys={studyAiStateSchema.options}
        value={place.aiState}
        onChoose={(value) => change({ aiState: studyAiStateSchema.optional().parse(value) })}
      />
    </div>
  );
}

/** Chooses among those that the period has. */
function Found({ by, asked, change }: Props & { by: 'site' | 'modality' }) {
  const { data } = useFigures({ ...asked, place: { ...asked.place, [by]: undefined } }, by);
  const value = asked.place[by];
  const keys = new Set(data?.groups.map(({ key }) => key));
  if (value !== undefined) keys.add(value);
  return <Filter by={by} keys={[...keys]} value={value} onChoose={(next) => change({ [by]: next })} />;
}

interface FilterProps {
  by: TurnaroundFacet;
  keys: readonly string[];
  value: string | undefined;
  onChoose: (value: string | undefined) => void;
}

function Filter({ by, keys, value, onChoose }: FilterProps) {
  return (
    <Choice
      label={t(`turnaround.by.${by}`)}
      value={value ?? ALL}
      options={[[ALL, t('turnaround.filter.all')], ...keys.map((key) => [key, groupName(by, key)] as const)]}
      onChoose={(next) => onChoose(next === ALL ? undefined : next)}
      data-testid={`filter-${by}`}
    />
  );
}

function Period({ asked, change }: Props) {
  const { period } = asked.place;
  const days = 'days' in period ? period.days : null;
  const offered = days === null || DAYS.includes(days) ? DAYS : [...DAYS, days].sort((a, b) => a - b);
  const choose = (value: string): void =>
    change({ period: value === ALL ? { from: asked.from, to: asked.to } : { days: Number(value) } });
  return (
    <>
      <Choice
        label={t('turnaround.period')}
        value={days === null ? ALL : String(days)}
        options={[
          ...offered.map((one) => [String(one), periodWords({ days: one })] as const),
          [ALL, t('turnaround.period.own')],
        ]}
        onChoose={choose}
        data-testid="filter-period"
      />
      {days === null && <OwnPeriod key={`${asked.from} ${asked.to}`} asked={asked} change={change} />}
    </>
  );
}

/** Two days; a period that is half typed is kept until it is one. */
function OwnPeriod({ asked: { from, to }, change }: Props) {
  const [typed, setTyped] = useState({ from, to });
  const valid = turnaroundPlaceSchema.safeParse({ period: typed }).success;
  const type = (next: typeof typed): void => {
    setTyped(next);
    if (turnaroundPlaceSchema.safeParse({ period: next }).success) change({ period: next });
  };
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="inline-flex items-center gap-1.5 text-[12px] text-text-2">
          {t(`turnaround.${end}`)}
          <input
            type="date"
            value={typed[end]}
            aria-invalid={valid ? undefined : true}
            onChange={(event) => type({ ...typed, [end]: event.target.value })}
            className="h-7 rounded-md border border-line-strong bg-surface-0 px-1.5 text-[12px] text-text-1 aria-invalid:border-amber"
          />
        </label>
      ))}
      {!valid && (
        <span role="alert" className="text-[12px] text-amber">
          {t('turnaround.period.wrong')}
        </span>
      )}
    </>
  );
}
