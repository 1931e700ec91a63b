'use client';
import { useMemo } from 'react';
import {
  turnaroundFacetSchema,
  type SurvivalCurve,
  type TurnaroundFacet,
  type TurnaroundPlace,
} from '@firstread/contract';
import { Chart } from '@/components/chart/chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useSurvival } from '../hooks/use-turnaround';
import { studiesAddress, type Asked } from '../model/place';
import { curveNear, MARKS, shareAfter, survivalOption } from '../model/survival';
import { byWords, durationText, inOrder, shareText, stageName } from '../model/words';
import { Choice } from './choice';
import { AsTable, Empty, Figure } from './figure';
import { groupColumns } from './quantile-columns';

const none: never[] = [];

interface Props {
  asked: Asked;
  change: (patch: Partial<TurnaroundPlace>) => void;
}

/** Chooses what curves or bars are of. */
export function FacetChoice({
  label,
  value,
  onChoose,
}: {
  label: string;
  value: TurnaroundFacet;
  onChoose: (by: TurnaroundFacet) => void;
}) {
  return (
    <Choice
      label={label}
      value={value}
      options={turnaroundFacetSchema.options.map((by) => [by, t(`turnaround.by.${by}`)] as const)}
      onChoose={(by) => onChoose(turnaroundFacetSchema.parse(by))}
    />
  );
}

function columnsOf(asked: Asked): Column<SurvivalCurve>[] {
  const by = asked.place.curvesBy;
  return [
    ...groupColumns(asked, by),
    ...MARKS.map((seconds) => ({
      id: String(seconds),
      head: t('turnaround.survival.after', { time: durationText(seconds) }),
      cell: (curve: SurvivalCurve) => (
        <span className="tabular">{curve.suppressed ? '–' : shareText(shareAfter(curve, seconds))}</span>
      ),
    })),
  ];
}

/** What share is still open after how long, by groups. */
export function Survival({ asked, change }: Props) {
  const query = useSurvival(asked);
  const by = asked.place.curvesBy;
  const told = query.data?.curves ?? none;
  const curves = useMemo(() => inOrder(by, told), [by, told]);
  const option = useMemo(() => survivalOption(curves, by), [curves, by]);
  const words = { stage: stageName(asked.place.stage), by: byWords(by) };
  const label = t('turnaround.survival.label', words);
  const drawn = curves.some(({ suppressed }) => !suppressed);
  return (
    <Figure
      title={t('turnaround.survival', words)}
      note={`${useNote(asked)} ${t('turnaround.survival.hint')}`}
      query={query}
      empty={curves.length === 0 ? <Empty>{t('turnaround.empty')}</Empty> : null}
      action={
        <FacetChoice
          label={t('turnaround.curvesBy')}
          value={by}
          onChoose={(curvesBy) => change({ curvesBy })}
        />
      }
      testId="turnaround-survival"
    >
      {drawn ? (
        <Chart
          option={option}
          label={label}
          height={248}
          leadsTo={(point) => {
            const key = curveNear(curves, point);
            return key === null ? null : studiesAddress(asked, { groupBy: by, key });
          }}
        />
      ) : (
        <Empty>{t('turnaround.suppressed')}</Empty>
      )}
      <AsTable label={t('turnaround.figures')}>
        <DataTable
          label={label}
          columns={columnsOf(asked)}
          rows={curves}
          rowKey={({ key }) => key}
          testId="survival-table"
        />
      </AsTable>
    </Figure>
  );
}
