'use client';
import { useQueryClient } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PeerReview, PeerReviewQuery } from '@firstread/contract';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OlderRows } from '@/components/list/newest-first';
import { Button } from '@/components/ui/button';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { t, tn } from '@/lib/i18n';
import { usePaged } from '@/lib/query/use-paged';
import { fetchReviews, learningKey, reviewsKey } from '../api/learning';
import { ReviewDialog } from './review-dialog';
import { Answer, ReportText, Said } from './said';

type State = PeerReviewQuery['state'];

const REFRESH_MS = 60_000;
const STATES = ['open', 'given'] as const;

/** Reports of colleagues that this reader reviews, and those they have reviewed. */
export function ToReview() {
  const [state, setState] = useState<State>('open');
  return (
    <>
      <div role="group" aria-label={t('learning.state')} className="flex gap-1">
        {STATES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={state === one}
            onClick={() => setState(one)}
            data-testid={`reviews-${one}`}
            className="h-7 rounded-md px-3 text-[12px] text-text-2 hover:bg-surface-2 aria-pressed:bg-cyan-soft aria-pressed:text-cyan"
          >
            {t(`learning.state.${one}`)}
          </button>
        ))}
      </div>
      <List key={state} state={state} />
    </>
  );
}

function columnsOf(onReview: (one: PeerReview) => void): readonly Column<PeerReview>[] {
  return [
    { id: 'week', head: t('learning.column.week'), cell: ({ week }) => t('learning.week', { week }) },
    {
      id: 'study',
      head: t('learning.column.study'),
      className: 'min-w-48',
      cell: (one) => <StudyOfPatient study={one} />,
    },
    {
      id: 'report',
      head: t('learning.column.report'),
      className: 'w-1/2 min-w-72',
      cell: ({ sections }) => (
        <div className="line-clamp-5">
          <ReportText sections={sections} />
        </div>
      ),
    },
    {
      id: 'said',
      head: t('learning.column.said'),
      className: 'min-w-48',
      cell: (one) =>
        one.given ? (
          <Said given={one.given} />
        ) : (
          <Button size="sm" onClick={() => onReview(one)} data-testid="learning-review-open">
            {t('learning.review')}
          </Button>
        ),
    },
    {
      id: 'answer',
      head: t('learning.column.answer'),
      className: 'min-w-40',
      cell: ({ answer }) => answer && <Answer answer={answer} />,
    },
  ];
}

function List({ state }: { state: State }) {
  const client = useQueryClient();
  const toast = useToast();
  const [reviewing, setReviewing] = useState<PeerReview | null>(null);
  const { query, pages, ...more } = usePaged({
    key: reviewsKey(state),
    fetchPage: (place, signal) => fetchReviews(state, place, signal),
    interval: () => REFRESH_MS,
  });
  const rows = useMemo(() => pages.flatMap((page) => page.reviews), [pages]);
  const given = (): void => {
    setReviewing(null);
    toast({ text: t('learning.given') });
    void client.invalidateQueries({ queryKey: learningKey });
  };
  const columns = columnsOf(setReviewing);
  return (
    <>
      <ListSection
        title={t(`learning.state.${state}`)}
        intro={t('learning.review.intro')}
        testId="reviews"
        query={query}
        status={state === 'open' ? tn('learning.count', pages[0]?.open ?? 0) : t('list.newestFirst')}
        empty={
          rows.length === 0 ? (
            <StateView
              icon={<GraduationCap size={18} />}
              title={t(`learning.empty.${state}`)}
              testId="reviews-empty"
            />
          ) : null
        }
      >
        <DataTable
          label={t(`learning.state.${state}`)}
          columns={state === 'open' ? columns.filter(({ id }) => id !== 'answer') : columns}
          rows={rows}
          rowKey={({ id }) => id}
          testId="reviews-table"
        />
        <OlderRows {...more} />
      </ListSection>
      {reviewing && <ReviewDialog one={reviewing} onGiven={given} onClose={() => setReviewing(null)} />}
    </>
  );
}
