'use client';
import { useQueryClient } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { useMemo, useState } from 'react';
import { answerPeerReviewSchema, type PeerFeedback } from '@firstread/contract';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OlderRows } from '@/components/list/newest-first';
import { Button } from '@/components/ui/button';
import { TextAreaField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { usePaged } from '@/lib/query/use-paged';
import { answerReview, feedbackKey, fetchFeedback } from '../api/learning';
import { Answer, Said } from './said';

const REFRESH_MS = 60_000;

function columnsOf(onAnswer: (one: PeerFeedback) => void): readonly Column<PeerFeedback>[] {
  return [
    { id: 'week', head: t('learning.column.week'), cell: ({ week }) => t('learning.week', { week }) },
    {
      id: 'study',
      head: t('learning.column.study'),
      className: 'min-w-48',
      cell: (one) => <StudyOfPatient study={one} />,
    },
    {
      id: 'said',
      head: t('learning.column.said'),
      className: 'w-1/2 min-w-60',
      cell: ({ given, reviewer }) => <Said given={given} by={reviewer} />,
    },
    {
      id: 'answer',
      head: t('learning.column.answer'),
      className: 'min-w-48',
      cell: (one) =>
        one.answer ? (
          <Answer answer={one.answer} />
        ) : (
          <Button size="sm" onClick={() => onAnswer(one)} data-testid="learning-answer-open">
            {t('learning.answer')}
          </Button>
        ),
    },
  ];
}

/** What colleagues said of this reader's reports. */
export function Feedback() {
  const client = useQueryClient();
  const toast = useToast();
  const [answering, setAnswering] = useState<PeerFeedback | null>(null);
  const { query, pages, ...more } = usePaged({
    key: feedbackKey,
    fetchPage: fetchFeedback,
    interval: () => REFRESH_MS,
  });
  const rows = useMemo(() => pages.flatMap((page) => page.feedback), [pages]);
  const answered = (): void => {
    setAnswering(null);
    toast({ text: t('learning.answered') });
    void client.invalidateQueries({ queryKey: feedbackKey });
  };
  return (
    <>
      <ListSection
        title={t('learning.tab.feedback')}
        intro={t('learning.feedback.intro')}
        testId="feedback"
        query={query}
        status={t('list.newestFirst')}
        empty={
          rows.length === 0 ? (
            <StateView
              icon={<GraduationCap size={18} />}
              title={t('learning.empty.feedback')}
              testId="feedback-empty"
            />
          ) : null
        }
      >
        <DataTable
          label={t('learning.tab.feedback')}
          columns={columnsOf(setAnswering)}
          rows={rows}
          rowKey={({ id }) => id}
          testId="feedback-table"
        />
        <OlderRows {...more} />
      </ListSection>
      {answering && <AnswerDialog one={answering} onSaved={answered} onClose={() => setAnswering(null)} />}
    </>
  );
}

interface DialogProps {
  one: PeerFeedback;
  onSaved: () => void;
  onClose: () => void;
}

function AnswerDialog({ one, onSaved, onClose }: DialogProps) {
  const name = one.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('learning.answer.title', { name })}
      description={t('learning.answer.lead')}
      testId="answer-dialog"
      submitText={t('learning.review.submit')}
      read={(form) => check(answerPeerReviewSchema, { text: textOf(form, 'text') })}
      save={(answer) => answerReview(one.id, answer)}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Said given={one.given} by={one.reviewer} />
          <TextAreaField
            label={t('learning.answer.text')}
            name="text"
            dir="auto"
            maxLength={2000}
            error={problems['text']}
          />
        </>
      )}
    </RecordDialog>
  );
}
