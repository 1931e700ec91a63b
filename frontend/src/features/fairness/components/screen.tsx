'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { FEWEST_READERS, type Fairness, type FairnessQuery } from '@firstread/contract';
import { DataTable } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { PendingNote } from '@/components/ui/pending-note';
import { useMay, useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { zonedText } from '@/lib/format/zoned';
import { t } from '@/lib/i18n';
import { fairnessKey, fetchFairness } from '../api/fairness';
import { daysIn, fairnessAddress, queryOf } from '../model/address';
import { rvuText } from '../model/words';
import { choiceColumns, returnColumns, workColumns } from './columns';
import { Days } from './days';
import { Empty, Frame } from './frame';

const SECTIONS = [
  { id: 'work', columns: workColumns },
  { id: 'returns', columns: returnColumns },
  { id: 'choices', columns: choiceColumns },
] as const;

/** How work is spread over readers: of all for the head, of oneself for a reader. The address says which days. */
export function FairnessScreen() {
  const search = useSearchParams().toString();
  const today = zonedText(useNowRounded(60_000), useTimeZone()).slice(0, 10);
  const { from, to } = daysIn(search, today);
  const days: FairnessQuery = { from, to };
  const all = useMay('fairness.names');
  const query = useQuery({
    queryKey: fairnessKey(queryOf(days)),
    queryFn: ({ signal }) => fetchFairness(queryOf(days), signal),
    placeholderData: keepPreviousData,
  });
  const readers = query.data?.readers ?? [];
  return (
    <Frame
      title={t('fairness.title')}
      lead={`${t('fairness.lead')} ${all ? '' : t('fairness.lead.own')}`}
      choices={
        <>
          <Days
            key={queryOf(days)}
            days={days}
            onChoose={(next) => window.history.pushState(null, '', fairnessAddress(next))}
          />
          <PendingNote pending={query.data?.pending ?? false} />
        </>
      }
      testId="fairness-page"
    >
      {SECTIONS.map(({ id, columns }) => (
        <div key={id} className="min-w-0 rounded-lg border border-line bg-surface-1 p-3">
          <ListSection
            title={t(`fairness.${id}`)}
            intro={t(`fairness.${id}.note`)}
            query={query}
            empty={readers.length === 0 ? <Empty>{t('fairness.empty')}</Empty> : null}
            status={t('fairness.period', days)}
            testId={`fairness-${id}`}
          >
            <DataTable
              label={t(`fairness.${id}`)}
              columns={columns(days, readers)}
              rows={readers}
              rowKey={({ readerId }) => readerId}
              testId={`fairness-${id}-table`}
            />
          </ListSection>
          {id === 'work' && query.data && <Spread spread={query.data.spread} />}
        </div>
      ))}
    </Frame>
  );
}

function Spread({ spread }: { spread: Fairness['spread'] }) {
  const figures = ['rvuRead', 'rvuAssigned', 'studiesRead'] as const;
  const lines = figures.flatMap((figure) => {
    const of = spread[figure];
    if (of === null) return [];
    const { readers, q1, median, q3 } = of;
    const quartiles = { q1: rvuText(q1), median: rvuText(median), q3: rvuText(q3) };
    return [t('fairness.spread', { figure: t(`fairness.${figure}`), readers, ...quartiles })];
  });
  return (
    <p data-testid="fairness-spread" className="mt-2 text-[12px] text-pretty text-text-2">
      {lines.length > 0 ? lines.join(' ') : t('fairness.spread.none', { fewest: FEWEST_READERS })}
    </p>
  );
}
