'use client';
import Link from 'next/link';
import type { TurnaroundGroup, TurnaroundPlace } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import { useNote } from '../hooks/use-note';
import { useTargets } from '../hooks/use-targets';
import { useFigures } from '../hooks/use-turnaround';
import { studiesAddress, type Asked } from '../model/place';
import { isDrawn, targetOfGroup } from '../model/target';
import { byWords, durationText, groupName, inOrder, stageName } from '../model/words';
import { Empty, Figure } from './figure';
import { quantileColumns } from './quantile-columns';
import { FacetChoice } from './survival';

const none: never[] = [];

interface BarProps {
  asked: Asked;
  group: TurnaroundGroup;
  target: number | null;
  /** Seconds of the longest bar. */
  longest: number;
}

/** Median, p90 and p95 behind each other on the scale of all groups, and the target; the figures and a link stand beside it. */
function Bar({ asked, group, target, longest }: BarProps) {
  const by = asked.place.groupBy;
  const share = (seconds: number | null) => `${(100 * (seconds ?? 0)) / longest}%`;
  const part = 'absolute inset-y-0 left-0 rounded-sm';
  const words = {
    group: groupName(by, group.key),
    median: durationText(group.median),
    p90: durationText(group.p90),
    p95: durationText(group.p95),
  };
  return (
    <Link
      href={studiesAddress(asked, { groupBy: by, key: group.key })}
      prefetch={false}
      aria-hidden
      tabIndex={-1}
      title={
        target === null
          ? t('turnaround.bars.bar', words)
          : t('turnaround.bars.bar.target', { ...words, target: durationText(target) })
      }
      data-testid="bar"
      className="relative block h-4 min-w-32 rounded-sm bg-surface-2 hover:outline hover:outline-cyan"
    >
      <span className={`${part} bg-line-strong`} style={{ width: share(group.p95) }} />
      <span className={`${part} bg-cyan-line`} style={{ width: share(group.p90) }} />
      <span className={`${part} bg-cyan`} style={{ width: share(group.median) }} />
      {target !== null && target <= longest && (
        <span className="absolute -inset-y-0.5 w-0.5 bg-amber" style={{ left: share(target) }} />
      )}
    </Link>
  );
}

/** The stage by groups: bars of one scale, and every figure. */
export function Bars({ asked, change }: { asked: Asked; change: (patch: Partial<TurnaroundPlace>) => void }) {
  const by = asked.place.groupBy;
  const query = useFigures(asked, by);
  const groups = inOrder(by, query.data?.groups ?? none);
  const targets = useTargets(asked);
  const targetOf = ({ key }: TurnaroundGroup) => targetOfGroup(targets, asked, by, key);
  const slowest = Math.max(1, ...groups.map(({ p95 }) => p95 ?? 0));
  const drawn = groups.map(targetOf).filter((target) => isDrawn(target, slowest));
  const longest = Math.max(slowest, ...drawn);
  const words = { stage: stageName(asked.place.stage), by: byWords(by) };
  const note = [
    useNote(asked),
    t('turnaround.bars.scale'),
    ...(drawn.length > 0 ? [t('turnaround.bars.target')] : []),
  ];
  const [name, ...figures] = quantileColumns(asked, by);
  const bar: Column<TurnaroundGroup> = {
    id: 'bar',
    head: '',
    className: 'md:w-[22%]',
    cell: (group) => <Bar asked={asked} group={group} target={targetOf(group)} longest={longest} />,
  };
  return (
    <Figure
      title={t('turnaround.bars', words)}
      note={note.join(' ')}
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
