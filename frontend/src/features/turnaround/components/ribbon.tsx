'use client';
import { useMemo } from 'react';
import type { TurnaroundChange } from '@firstread/contract';
import { TimeChart } from '@/components/chart/time-chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useChanges, useFigures } from '../hooks/use-turnaround';
import { changeWords } from '../model/changes';
import type { Asked } from '../model/place';
import { ribbonOf } from '../model/ribbon';
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
  const chart = useMemo(() => ribbonOf(days, changes), [days, changes]);
  const stage = stageName(asked.place.stage);
  const period = t('turnaround.period.words', asked as { from: string; to: string });
  return (
    <Figure
      title={t('turnaround.ribbon', { stage })}
      note={useNote(asked)}
      query={query}
      empty={days.length === 0 ? <Empty>{t('turnaround.empty')}</Empty> : null}
      testId="turnaround-ribbon"
    >
      <TimeChart chart={chart} label={t('turnaround.ribbon.label', { stage, period })} height={248} />
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
