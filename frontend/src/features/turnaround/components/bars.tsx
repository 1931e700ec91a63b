'use client';
import type { TurnaroundGroup, TurnaroundPlace } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useFigures } from '../hooks/use-turnaround';
import type { Asked } from '../model/place';
import { byWords, inOrder, stageName } from '../model/words';
import { Empty, Figure } from './figure';
import { quantileColumns } from './quantile-columns';
import { FacetChoice } from './survival';

const none: never[] = [];

/** Median, p90 and p95 behind each other on the scale of all groups; the figures stand beside it. */
function Bar({ group, of }: { group: TurnaroundGroup; of: number }) {
  const width = (seconds: number | null) => ({ width: `${(100 * (seconds ?? 0)) / of}%` });
  return (
    <span aria-hidden className="relative block h-3 min-w-32 rounded-sm bg-surface-2">
      <span className="absolute inset-y-0 left-0 rounded-sm bg-surface-3" style={width(group.p95)} />
      <span className="absolute inset-y-0 left-0 rounded-sm bg-cyan-line" style={width(group.p90)} />
      <span className="absolute inset-y-0 left-0 rounded-sm bg-cyan" style={width(group.median)} />
    </span>
  );
}

/** The stage by groups: bars of one scale, and every figure. */
export function Bars({ asked, change }: { asked: Asked; change: (patch: Partial<TurnaroundPlace>) => void }) {
  const by = asked.place.groupBy;
  const query = useFigures(asked, by);
  const groups = inOrder(by, query.data?.groups ?? none);
  const longest = Math.max(1, ...groups.map(({ p95 }) => p95 ?? 0));
  const words = { stage: stageName(asked.place.stage), by: byWords(by) };
  const [name, ...figures] = quantileColumns(asked, by);
  const bar: Column<TurnaroundGroup> = {
    id: 'bar',
    head: '',
    className: 'w-[22%] max-md:hidden',
    cell: (group) => <Bar group={group} of={longest} />,
  };
  return (
    <Figure
      title={t('turnaround.bars', words)}
      note={`${useNote(asked)} ${t('turnaround.bars.scale')}`}
      query={query}
      empty={groups.length === 0 ? <Empty>{t('turnaround.empty')}</Empty> : null}
      action={
        <FacetChoice label={t('turnaround.groupBy')} value={by} onChoose={(groupBy) => change({ groupBy })} />
      }
      testId="turnaround-bars"
      className="xl:col-span-2"
    >
      <DataTable
        label={t('turnaround.bars', words)}
        columns={name ? [name, bar, ...figures] : figures}
        rows={groups}
        rowKey={({ key }) => key}
        testId="bars-table"
      />
    </Figure>
  );
}
