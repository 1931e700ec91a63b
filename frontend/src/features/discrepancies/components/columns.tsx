import type { Discrepancy } from '@firstread/contract';
import { AiStateLabel } from '@/components/clinical/ai-state';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import type { Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { Instant } from '@/components/ui/instant';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';

/** `onClose` where this reader may close them. */
export function columnsOf(onClose: ((one: Discrepancy) => void) | null): readonly Column<Discrepancy>[] {
  return [
    {
      id: 'result',
      head: t('discrepancies.column.result'),
      className: 'md:w-28',
      cell: (one) => <Instant at={one.resultAt} />,
    },
    {
      id: 'read',
      head: t('discrepancies.column.read'),
      className: 'md:w-28',
      cell: (one) => (
        <span className="text-text-2">
          <Instant at={one.readAt} />
        </span>
      ),
    },
    {
      id: 'patient',
      head: t('discrepancies.column.patient'),
      className: 'min-w-48',
      cell: (one) => <StudyOfPatient study={one} />,
    },
    {
      id: 'finding',
      head: t('discrepancies.column.finding'),
      className: 'min-w-60',
      cell: (one) => <Finding one={one} />,
    },
    {
      id: 'closed',
      head: t(onClose ? 'list.actions' : 'discrepancies.column.closed'),
      className: 'min-w-44',
      cell: (one) =>
        one.closed ? <Closed closed={one.closed} /> : onClose && <Close one={one} onClose={onClose} />,
    },
  ];
}

function Finding({ one }: { one: Discrepancy }) {
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

function Closed({ closed }: { closed: NonNullable<Discrepancy['closed']> }) {
  return (
    <div className="leading-[16px]">
      <p>
        {t(`discrepancies.outcome.${closed.outcome}`)}
        {closed.note !== null && <bdi className="text-text-2">: {closed.note}</bdi>}
      </p>
      <p className="text-text-3">
        <bdi>{closed.by}</bdi>, <Instant at={closed.at} />
      </p>
    </div>
  );
}

function Close({ one, onClose }: { one: Discrepancy; onClose: (one: Discrepancy) => void }) {
  return (
    <Button size="sm" onClick={() => onClose(one)} data-testid="discrepancy-close">
      {t('discrepancies.close')}
    </Button>
  );
}
