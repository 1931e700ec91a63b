'use client';
import { useState } from 'react';
import { departmentSchema, type Department, type ReadingRules, type RulesPreview } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';
import { TableSkeleton } from '@/components/list/data-table';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { usePreview } from '../hooks/use-preview';
import { Waits } from './waits';

interface Props {
  rules: ReadingRules;
  of: 'of' | 'proposal';
  /** The draft has a mistake: what is shown is of its last state without. */
  wrong: boolean;
}

/** What rules would do to today's list and to waits, before anybody decides. */
export function Preview({ rules, of, wrong }: Props) {
  const [stated, setStated] = useState<Partial<Department>>({});
  const query = usePreview(rules, stated);
  const { data } = query;
  return (
    <section
      aria-label={t('readingRules.preview')}
      aria-busy={query.isFetching}
      data-testid="rules-preview"
      className="min-w-0 rounded-lg border border-line bg-surface-1 p-4"
    >
      <h2 className="text-[13px] font-semibold">{t('readingRules.preview')}</h2>
      <p className={`mb-3 text-[12px] ${wrong ? 'text-amber' : 'text-text-3'}`}>
        {t(wrong ? 'readingRules.preview.wrong' : `readingRules.preview.${of}`)}
      </p>
      {data ? (
        <div className={`flex flex-col gap-5 ${query.isPlaceholderData ? 'opacity-60' : ''}`}>
          <TodaysList list={data.list} />
          <Waits preview={data} />
          <DepartmentForm preview={data} stated={stated} onChange={setStated} />
        </div>
      ) : query.isError ? (
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <TableSkeleton label={t('common.loading')} />
      )}
    </section>
  );
}

function TodaysList({ list }: { list: RulesPreview['list'] }) {
  const counts = list.before.bands.map(({ band, studies }) => ({
    name: t(`readingRules.band.${band}`),
    before: studies,
    after: list.after.bands.find((one) => one.band === band)?.studies ?? 0,
  }));
  const all = [
    ...counts,
    { name: t('readingRules.preview.overdue'), before: list.before.overdue, after: list.after.overdue },
  ];
  const moved = list.movedUp + list.movedDown > 0;
  return (
    <div>
      <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-[12.5px] font-medium">
        {t('readingRules.preview.list')}
        <span className="tabular text-[12px] font-normal text-text-3">
          {t('readingRules.preview.looked', { looked: list.looked, unread: list.unread })}
        </span>
      </h3>
      <dl className="grid grid-cols-5 gap-1.5 max-sm:grid-cols-3" data-testid="preview-counts">
        {all.map(({ name, before, after }) => (
          <div key={name} className="min-w-0 rounded-md bg-surface-2 px-2 py-1.5">
            <dt className="truncate text-[11px] text-text-3" title={name}>
              {name}
            </dt>
            <dd className="tabular text-[13px]">
              {before === after ? (
                before
              ) : (
                <>
                  <span className="text-text-3">{before} → </span>
                  <span className="font-medium">{after}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-[12px] text-text-2" data-testid="preview-moves">
        {moved
          ? t('readingRules.preview.moves', { up: list.movedUp, down: list.movedDown })
          : t('readingRules.preview.none')}
      </p>
      {moved && (
        <ol className="mt-1 flex flex-col text-[12px]" aria-label={t('readingRules.preview.farthest')}>
          {list.largest.map(({ studyInstanceUid, patientName, modalities, from, to }) => (
            <li key={studyInstanceUid} className="flex h-6 min-w-0 items-center gap-2">
              <span className={`tabular w-20 shrink-0 text-right ${to < from ? 'text-cyan' : 'text-text-3'}`}>
                {t('readingRules.preview.place', { from, to })}
              </span>
              <PatientName name={patientName} className="min-w-0 truncate" />
              <span className="shrink-0 text-text-3">{modalities.join('+')}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const SHARES: readonly (keyof Department)[] = ['flaggedShare', 'statShare', 'urgentShare'];
const fields = departmentSchema.keyof().options;

/** What the waits are reckoned from: measured, assumed, or as the head wants to see it. */
function DepartmentForm({
  preview,
  stated,
  onChange,
}: {
  preview: RulesPreview;
  stated: Partial<Department>;
  onChange: (stated: Partial<Department>) => void;
}) {
  const source = (field: keyof Department) =>
    field in stated ? 'stated' : preview.measured.includes(field) ? 'measured' : 'assumed';
  const set = (field: keyof Department, value: number): void => {
    const { [field]: _, ...rest } = stated;
    const next = { ...rest, ...(Number.isNaN(value) ? {} : { [field]: value }) };
    if (departmentSchema.partial().safeParse(next).success) onChange(next);
  };
  return (
    <fieldset>
      <legend className="mb-1.5 text-[12.5px] font-medium">{t('readingRules.department')}</legend>
      <div className="grid grid-cols-3 gap-2 max-sm:grid-cols-2">
        {fields.map((field) => {
          const percent = SHARES.includes(field) ? 100 : 1;
          const shown = stated[field] ?? preview.department[field];
          return (
            <label key={field} className="min-w-0 text-[11.5px] text-text-3">
              {t(`readingRules.department.${field}`)}
              <input
                type="number"
                step="any"
                min={0}
                key={`${source(field)} ${field in stated ? '' : shown}`}
                defaultValue={Math.round(shown * percent * 10) / 10}
                onBlur={(event) => {
                  const typed = event.target.valueAsNumber;
                  if (typed !== Math.round(shown * percent * 10) / 10) set(field, typed / percent);
                }}
                className="tabular mt-0.5 h-8 w-full rounded-md border border-line-strong bg-surface-0 px-2 text-[13px] text-text-1"
              />
              <span className="text-[11px]">{t(`readingRules.department.${source(field)}`)}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
