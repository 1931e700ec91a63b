'use client';
import { useQuery } from '@tanstack/react-query';
import { Download, FileText, Printer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import {
  criticalReportQuerySchema,
  type CriticalReport,
  type CriticalReportQuery,
  type CriticalResult,
} from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { formatInstant } from '@/lib/format/instant';
import { zonedText } from '@/lib/format/zoned';
import { t } from '@/lib/i18n';
import { csvOf, fetchCriticalReport, reportKey } from '../api/critical';
import { inTimePercent, outcomeOf, tookWords, type Outcome } from '../model/outcome';
import { Finding, PatientStudy, Receiver } from './cells';
import { LevelMark } from './marks';
import { CriticalFrame } from './views';

const DAY = 86_400_000;
/** Days that the report is about where none were chosen, today included. */
const DAYS = 30;

const outcomeLooks: Record<Outcome, string> = {
  inTime: 'text-green',
  late: 'text-red',
  waiting: 'text-amber',
  withdrawn: 'text-text-3',
};

/** In full: a report is read long after. */
function Moment({ at }: { at: string }) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={at} className="tabular whitespace-nowrap">
      {zonedText(Date.parse(at), timeZone).replace('T', ' ')}
    </time>
  );
}

const columns: readonly Column<CriticalResult>[] = [
  {
    id: 'identified',
    head: t('critical.column.identified'),
    className: 'md:w-32',
    cell: ({ identifiedAt }) => <Moment at={identifiedAt} />,
  },
  {
    id: 'level',
    head: t('critical.column.level'),
    className: 'md:w-24',
    cell: ({ level }) => <LevelMark level={level} />,
  },
  {
    id: 'finding',
    head: t('critical.column.finding'),
    className: 'md:min-w-44',
    cell: (result) => <Finding result={result} />,
  },
  {
    id: 'patient',
    head: t('critical.column.patient'),
    className: 'md:min-w-40',
    cell: (result) => <PatientStudy result={result} />,
  },
  {
    id: 'received',
    head: t('critical.column.received'),
    className: 'md:min-w-36',
    cell: ({ receipt }) => <Receiver receipt={receipt} />,
  },
  {
    id: 'by',
    head: t('critical.receipt.by'),
    className: 'md:min-w-28',
    cell: ({ receipt }) => <bdi>{receipt?.communicatedBy ?? '–'}</bdi>,
  },
  {
    id: 'at',
    head: t('critical.column.communicated'),
    className: 'md:w-32',
    cell: ({ receipt }) => (receipt ? <Moment at={receipt.communicatedAt} /> : '–'),
  },
  {
    id: 'how',
    head: t('critical.how'),
    className: 'md:w-24',
    cell: ({ receipt }) => (receipt ? t(`critical.how.${receipt.how}`) : '–'),
  },
  {
    id: 'readBack',
    head: t('critical.column.readBack'),
    className: 'md:w-24',
    cell: ({ receipt }) =>
      receipt ? t(receipt.readBack ? 'critical.readBack.yes' : 'critical.readBack.no') : '–',
  },
  {
    id: 'took',
    head: t('critical.column.took'),
    className: 'tabular md:w-20',
    cell: (result) => tookWords(result) ?? '–',
  },
  {
    id: 'outcome',
    head: t('critical.column.outcome'),
    className: 'md:w-28',
    cell: (result) => {
      const outcome = outcomeOf(result);
      return (
        <span className={`whitespace-nowrap ${outcomeLooks[outcome]}`}>
          {t(`critical.outcome.${outcome}`)}
        </span>
      );
    },
  },
];

function Totals({ report }: { report: CriticalReport }) {
  const percent = inTimePercent(report);
  return (
    <div className="mb-3">
      <dl className="grid max-w-3xl grid-cols-5 gap-2 max-md:grid-cols-2" data-testid="critical-totals">
        {(['total', 'inTime', 'late', 'waiting', 'withdrawn'] as const).map((count) => (
          <div key={count} className="rounded-lg border border-line bg-surface-1 px-3 py-2">
            <dt className="text-[12px] text-text-3">
              {t(count === 'total' ? 'critical.report.total' : `critical.outcome.${count}`)}
            </dt>
            <dd
              data-count={count}
              className={`tabular text-[20px] leading-7 font-semibold ${
                count === 'total' || report[count] === 0 ? '' : outcomeLooks[count]
              }`}
            >
              {report[count]}
            </dd>
          </div>
        ))}
      </dl>
      {percent !== null && (
        <p className="tabular mt-1.5 text-[12px] text-text-2">{t('critical.report.percent', { percent })}</p>
      )}
    </div>
  );
}

interface PeriodProps {
  period: CriticalReportQuery;
  onPeriod: (period: CriticalReportQuery) => void;
}

function Period({ period, onPeriod }: PeriodProps) {
  // A half-typed date is kept until both are a period.
  const [typed, setTyped] = useState(period);
  const valid = criticalReportQuerySchema.safeParse(typed).success;
  const change = (next: CriticalReportQuery): void => {
    setTyped(next);
    if (criticalReportQuerySchema.safeParse(next).success) onPeriod(next);
  };
  return (
    <div className="mb-1 flex flex-wrap items-end gap-3 print:hidden">
      <Field
        type="date"
        label={t('critical.report.from')}
        value={typed.from}
        onChange={(event) => change({ ...typed, from: event.target.value })}
      />
      <Field
        type="date"
        label={t('critical.report.to')}
        value={typed.to}
        onChange={(event) => change({ ...typed, to: event.target.value })}
      />
      <a
        href={csvOf(period)}
        download
        data-testid="critical-csv"
        className="inline-flex h-9 items-center gap-1.5 rounded-md border border-line-strong bg-surface-2 px-3 text-[13px] hover:bg-surface-3"
      >
        <Download size={14} aria-hidden /> {t('critical.report.csv')}
      </a>
      <Button className="h-9" onClick={() => window.print()}>
        <Printer size={14} aria-hidden /> {t('critical.print')}
      </Button>
      {!valid && (
        <p role="alert" className="self-center text-[12px] text-amber">
          {t('critical.report.order')}
        </p>
      )}
    </div>
  );
}

/** For an inspector: all that was marked in a period, and whether somebody received it in time. */
export function CriticalReportScreen({ asked }: { asked: CriticalReportQuery | null }) {
  const router = useRouter();
  const timeZone = useTimeZone();
  const [today] = useState(() => serverNow());
  const period = asked ?? {
    from: zonedText(today - (DAYS - 1) * DAY, timeZone).slice(0, 10),
    to: zonedText(today, timeZone).slice(0, 10),
  };
  const query = useQuery({
    queryKey: reportKey(period),
    queryFn: ({ signal }) => fetchCriticalReport(period, signal),
  });
  const report = query.data;
  return (
    <CriticalFrame current="report">
      <Period
        period={period}
        onPeriod={({ from, to }) => router.replace(`/critical/report?from=${from}&to=${to}`)}
      />
      <ListSection
        title={t('critical.report.title')}
        intro={t('critical.report.intro')}
        testId="critical-report-list"
        query={query}
        status={`${t('critical.report.period', period)} · ${t('critical.handOver.at', {
          time: formatInstant(new Date(query.dataUpdatedAt || today).toISOString(), timeZone),
        })}`}
        empty={
          report?.results.length === 0 ? (
            <StateView
              icon={<FileText size={18} />}
              title={t('critical.report.empty')}
              testId="critical-report-empty"
            />
          ) : null
        }
      >
        {report && (
          <>
            <Totals report={report} />
            <DataTable
              label={t('critical.report.title')}
              columns={columns}
              rows={report.results}
              rowKey={({ id }) => id}
              testId="critical-report-table"
            />
          </>
        )}
      </ListSection>
    </CriticalFrame>
  );
}
