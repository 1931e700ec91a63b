import type { Discrepancy, GradedDiscrepancy, LateAiDiscrepancy } from '@firstread/contract';
import { AlarmClock } from 'lucide-react';
import { AiStateLabel } from '@/components/clinical/ai-state';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import type { Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { Instant } from '@/components/ui/instant';
import { useNowRounded } from '@/lib/clock/use-now';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import { SideBySide } from './side-by-side';

/** What this reader may do with a row; null where it is not theirs. */
export interface RowActions {
  onClose: ((one: Discrepancy) => void) | null;
  onGrade: ((one: GradedDiscrepancy) => void) | null;
}

export function columnsOf(kind: Discrepancy['kind'], actions: RowActions): readonly Column<Discrepancy>[] {
  const end: Column<Discrepancy> = {
    id: 'closed',
    head: t(actions.onClose ? 'list.actions' : 'discrepancies.column.closed'),
    className: 'min-w-44',
    cell: (one) => (one.closed ? <Closed closed={one.closed} /> : <Actions one={one} actions={actions} />),
  };
  return [...(kind === 'lateAi' ? lateAiColumns : gradedColumns), end];
}

const patient: Column<Discrepancy> = {
  id: 'patient',
  head: t('discrepancies.column.patient'),
  className: 'min-w-48',
  cell: (one) => <StudyOfPatient study={one} />,
};

const lateAiColumns: readonly Column<Discrepancy>[] = [
  {
    id: 'result',
    head: t('discrepancies.column.result'),
    className: 'md:w-28',
    cell: (one) => one.kind === 'lateAi' && <Instant at={one.resultAt} />,
  },
  {
    id: 'read',
    head: t('discrepancies.column.read'),
    className: 'md:w-28',
    cell: (one) =>
      one.kind === 'lateAi' && (
        <span className="text-text-2">
          <Instant at={one.readAt} />
        </span>
      ),
  },
  patient,
  {
    id: 'finding',
    head: t('discrepancies.column.finding'),
    className: 'min-w-60',
    cell: (one) => one.kind === 'lateAi' && <Finding one={one} />,
  },
];

const gradedColumns: readonly Column<Discrepancy>[] = [
  {
    id: 'opened',
    head: t('discrepancies.column.opened'),
    className: 'md:w-24',
    cell: (one) => one.kind !== 'lateAi' && <Instant at={one.openedAt} />,
  },
  { ...patient, className: 'min-w-40' },
  {
    id: 'said',
    head: t('discrepancies.column.said'),
    className: 'w-1/2 min-w-80',
    cell: (one) => one.kind !== 'lateAi' && <SideBySide one={one} />,
  },
  {
    id: 'grade',
    head: t('discrepancies.column.grade'),
    className: 'min-w-36',
    cell: (one) => one.kind !== 'lateAi' && <Grade one={one} />,
  },
];

function Finding({ one }: { one: LateAiDiscrepancy }) {
  return (
    <div className="leading-[16px]">
      <AiStateLabel
        state={one.withdrawn ? 'withdrawn' : 'flagged'}
        {...(one.withdrawn ? {} : { text: one.findings.join(', ') })}
      />
      <p className="truncate text-text-3">
        {one.modelName} {versionLabel(one.modelVersion)}
        {one.critical && ` · ${t('discrepancies.critical')}`}
      </p>
    </div>
  );
}

/** How far apart they are, who says so, and by when it has to be graded or somebody told. */
function Grade({ one }: { one: GradedDiscrepancy }) {
  const { grading, dueAt, closed } = one;
  if (!grading)
    return (
      <div className="leading-[16px]">
        <p className="text-amber">{t('discrepancies.ungraded')}</p>
        {dueAt !== null && !closed && <Due at={dueAt} text="toGrade" />}
      </div>
    );
  return (
    <div className="leading-[16px]">
      <p className={grading.grade === 'major' ? 'font-medium text-red' : ''} data-testid="discrepancy-grade">
        {t(`grading.${one.kind}.short.${grading.grade}`)}
      </p>
      {grading.note !== null && <bdi className="block text-text-2">{grading.note}</bdi>}
      <p className="text-text-3">
        <bdi>{grading.by}</bdi>
      </p>
      {dueAt !== null && !closed && <Due at={dueAt} text="toTell" />}
    </div>
  );
}

function Due({ at, text }: { at: string; text: 'toGrade' | 'toTell' }) {
  const now = useNowRounded(60_000);
  const late = now > Date.parse(at);
  return (
    <p className={`flex items-center gap-1 ${late ? 'font-medium text-red' : 'text-text-2'}`}>
      <AlarmClock size={12} aria-hidden />{' '}
      {t(late ? `discrepancies.overdue.${text}` : `discrepancies.due.${text}`)} <Instant at={at} />
    </p>
  );
}

function Closed({ closed }: { closed: NonNullable<Discrepancy['closed']> }) {
  return (
    <div className="leading-[16px]">
      <p>
        {t(`discrepancies.outcome.${closed.outcome}`)}
        {closed.note !== null && <bdi className="text-text-2">: {closed.note}</bdi>}
      </p>
      {closed.toldTo !== null && (
        <bdi className="block text-text-2">{t('discrepancies.told', { name: closed.toldTo })}</bdi>
      )}
      <p className="text-text-3">
        <bdi>{closed.by}</bdi>, <Instant at={closed.at} />
      </p>
    </div>
  );
}

function Actions({ one, actions: { onClose, onGrade } }: { one: Discrepancy; actions: RowActions }) {
  const graded = one.kind === 'lateAi' || one.grading !== null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {one.kind !== 'lateAi' && onGrade && (
        <Button size="sm" onClick={() => onGrade(one)} data-testid="discrepancy-regrade">
          {t(graded ? 'discrepancies.regrade' : 'discrepancies.grade')}
        </Button>
      )}
      {graded && onClose && (
        <Button size="sm" onClick={() => onClose(one)} data-testid="discrepancy-close">
          {t('discrepancies.close')}
        </Button>
      )}
    </div>
  );
}
