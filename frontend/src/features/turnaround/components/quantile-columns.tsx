import Link from 'next/link';
import type { TurnaroundGroup, TurnaroundGroupBy } from '@firstread/contract';
import type { Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import { studiesAddress, type Asked } from '../model/place';
import { countText, durationText, groupName, shareText } from '../model/words';

const TIMES = ['median', 'p75', 'p90', 'p95', 'p99', 'max', 'medianWithOpen'] as const;

/** The name of a group, which leads to its studies. */
function GroupLink({ asked, by, of }: { asked: Asked; by: TurnaroundGroupBy; of: string }) {
  const name = groupName(by, of);
  return (
    <Link
      href={studiesAddress(asked, { groupBy: by, key: of })}
      prefetch={false}
      aria-label={t('turnaround.studies.of', { group: name })}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

function Time({ group, of }: { group: TurnaroundGroup; of: (typeof TIMES)[number] }) {
  if (group.suppressed)
    return <span className="text-text-3">{of === 'median' ? t('turnaround.suppressed.short') : '–'}</span>;
  return <span className="tabular whitespace-nowrap">{durationText(group[of])}</span>;
}

/** What groups are, and how many there are of them. */
export function groupColumns(
  asked: Asked,
  by: TurnaroundGroupBy,
): Column<Pick<TurnaroundGroup, 'key' | 'n' | 'open'>>[] {
  return [
    {
      id: 'group',
      head: t(`turnaround.by.${by}`),
      cell: ({ key }) => <GroupLink asked={asked} by={by} of={key} />,
    },
    { id: 'n', head: t('turnaround.n'), cell: ({ n }) => <span className="tabular">{countText(n)}</span> },
    {
      id: 'open',
      head: t('turnaround.open'),
      cell: ({ open }) => <span className="tabular">{countText(open)}</span>,
    },
  ];
}

/** Everything that is known of groups, a row for each. */
export function quantileColumns(asked: Asked, by: TurnaroundGroupBy): Column<TurnaroundGroup>[] {
  return [
    ...groupColumns(asked, by),
    ...TIMES.map((of) => ({
      id: of,
      head: t(`turnaround.${of}`),
      cell: (group: TurnaroundGroup) => <Time group={group} of={of} />,
    })),
    {
      id: 'fallback',
      head: t('turnaround.fallback'),
      cell: ({ fallbackShare }) => <span className="tabular">{shareText(fallbackShare)}</span>,
    },
  ];
}
