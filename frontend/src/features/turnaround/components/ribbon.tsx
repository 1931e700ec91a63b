'use client';
import { useMemo } from 'react';
import type { TurnaroundChange } from '@firstread/contract';
import { TimeChart } from '@/components/chart/time-chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useTargets } from '../hooks/use-targets';
import { useChanges, useFigures } from '../hooks/use-turnaround';
import { changeWords } from '../model/changes';
import { studiesAddress, type Asked } from '../model/place';
import { ribbonOf, targetLineOf } from '../model/ribbon';
import { targetWords } from '../model/target';
import { stageName } from '../model/words';
import { AsTable, Empty, Figure } from './figure';
import { quantileColumns } from './quantile-columns';

const none: never[] = [];

const changeColumns: readonly Column<TurnaroundChange>[] = [
  { id: 'when', head: t('turnaround.change.when'), cell: ({ at }) => <Instant at={at} /> },
  { id: 'what', head: t('turnaround.change.what'), cell: (change) => <bdi>{changeWords(change)}</bdi> },
  { id: 'why', head: t('turnaround.change.why'), cell: ({ reason }) => <bdi>{reason}</bdi> },
];

/** The stage over the days, with what changed in models and rules. */
export function Ribbon({ asked }: { asked: Asked }) {
  const query = useFigures(asked, 'day');
  const changes = useChanges(asked).data?.changes ?? none;
  const days = query.data?.groups ?? none;
  const targets = useTargets(asked);
  const { orderClass } = asked.place;
  const line = useMemo(() => targetLineOf(days, targets, orderClass), [days, targets, orderClass]);
  const target = line === 'above' ? null : line;
  const chart = useMemo(() => ribbonOf(days, changes, target), [days, changes, target]);
  const note = [
    useNote(asked),
    targetWords(targets, asked),
    ...(line === 'above' ? [t('turnaround.target.above')] : []),
  ];
  const stage = stageName(asked.place.stage);
  const period = t('turnaround.period.words', asked as { from: string; to: string });
  return (
    <Figure
      title={t('turnaround.ribbon', { stage })}
      note={note.join(' ')}
      query={query}
      empty={days.length === 0 ? <Empty>{t('turnaround.empty')}</Empty> : null}
      testId="turnaround-ribbon"
    >
      <TimeChart
        chart={chart}
        label={t('turnaround.ribbon.label', { stage, period })}
        height={248}
        dayLeadsTo={(key) => studiesAddress(asked, { groupBy: 'day', key })}
      />
      <AsTable label={t('turnaround.figures')}>
        <DataTable
          label={t('turnaround.ribbon.label', { stage, period })}
          columns={quantileColumns(asked, 'day')}
          rows={[...days].reverse()}
          rowKey={({ key }) => key}
          testId="ribbon-table"
        />
      </AsTable>
      {changes.length === 0 ? (
        <p className="mt-2 text-[12px] text-text-3">{t('turnaround.changes.none')}</p>
      ) : (
        <AsTable label={t('turnaround.changes')}>
          <DataTable
            label={t('turnaround.changes')}
            columns={changeColumns}
            rows={[...changes].reverse()}
            rowKey={(change) => `${change.at} ${changeWords(change)}`}
            testId="changes-table"
          />
        </AsTable>
      )}
    </Figure>
  );
}
