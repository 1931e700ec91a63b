'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparedVersion, ModelComparison, ModelDetail, ValidationGroup } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ErrorState } from '@/components/ui/error-state';
import { SelectField } from '@/components/ui/field';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import { getComparison, getModels, modelKeys } from '../api/models';
import { aucText, millisecondsText, proportionText } from '../model/figures';
import { Chapter } from './chapter';
import { Loading } from './loading';

/** A measure of both versions, in words. */
interface Line {
  name: string;
  values: readonly [string, string];
}

const time = (milliseconds: number | null): string =>
  milliseconds === null ? '–' : millisecondsText(milliseconds);

const measures: readonly (readonly [string, (side: ComparedVersion) => string])[] = [
  [t('models.stage'), (side) => t(`models.stage.${side.stage}`)],
  [t('models.runs'), (side) => String(side.runs)],
  [t('models.flagRate'), (side) => proportionText(side.flagRate)],
  [t('models.rejectRate'), (side) => proportionText(side.rejectRate)],
  [t('models.median'), (side) => time(side.medianMs)],
  [t('models.p95'), (side) => time(side.p95Ms)],
  [t('models.ppv'), (side) => proportionText(side.ppv)],
  [t('models.sensitivity.judged'), (side) => proportionText(side.sensitivity)],
  [t('models.specificity.judged'), (side) => proportionText(side.specificity)],
  [t('models.monitoring.beat'), (side) => proportionText(side.beatTheReader)],
];

const cohortMeasures: readonly (readonly [string, (group: ValidationGroup) => string])[] = [
  [t('models.group.studies'), (group) => String(group.studies)],
  [t('models.sensitivity'), (group) => proportionText(group.sensitivity)],
  [t('models.specificity'), (group) => proportionText(group.specificity)],
  [t('models.ppv'), (group) => proportionText(group.ppv)],
  [t('models.auc'), (group) => aucText(group.auc)],
];

function linesOf<T>(
  sides: readonly [T, T],
  named: readonly (readonly [string, (side: T) => string])[],
): Line[] {
  return named.map(([name, text]) => ({ name, values: [text(sides[0]), text(sides[1])] }));
}

function columnsOf(versions: readonly [string, string]): Column<Line>[] {
  return [
    { id: 'name', head: t('models.compare.measure'), cell: ({ name }) => name, className: 'w-56' },
    ...versions.map((version, at): Column<Line> => ({
      id: version,
      head: versionLabel(version),
      cell: ({ values }) => <span className="tabular">{values[at]}</span>,
    })),
  ];
}

/** This version and another of the same model, side by side. */
export function ComparisonTab({ model }: { model: ModelDetail }) {
  const [chosen, setChosen] = useState<string>();
  const models = useQuery({ queryKey: modelKeys.all, queryFn: ({ signal }) => getModels(signal) });
  const others = (models.data?.models ?? []).filter(
    (one) => one.id === model.id && one.version !== model.version,
  );
  const other = chosen ?? others[0]?.version;
  if (models.data && other === undefined)
    return <p className="text-[12px] text-text-3">{t('models.compare.none')}</p>;
  return (
    <div className="flex flex-col gap-5">
      <div className="w-64">
        <SelectField
          label={t('models.compare.with')}
          value={other ?? ''}
          onChange={(event) => setChosen(event.target.value)}
        >
          {others.map(({ version, stage }) => (
            <option key={version} value={version}>
              {versionLabel(version)}, {t(`models.stage.${stage}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {other !== undefined && <Comparison model={model} other={other} />}
    </div>
  );
}

function Comparison({ model, other }: { model: ModelDetail; other: string }) {
  const query = useQuery({
    queryKey: modelKeys.comparison(model.id, model.version, other),
    queryFn: ({ signal }) => getComparison(model.id, model.version, other, signal),
    refetchInterval: 30_000,
  });
  if (!query.data)
    return query.isError ? (
      <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading />
    );
  return <SideBySide comparison={query.data} />;
}

function SideBySide({
  comparison: { sides, paired, cohorts, since, until },
}: {
  comparison: ModelComparison;
}) {
  const columns = columnsOf([sides[0].version, sides[1].version]);
  const days = Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000);
  return (
    <>
      <Chapter title={t('models.compare.figures', { days })}>
        <DataTable
          label={t('models.compare.figures', { days })}
          columns={columns}
          rows={linesOf(sides, measures)}
          rowKey={({ name }) => name}
          testId="comparison"
        />
      </Chapter>
      <Chapter title={t('models.compare.paired')}>
        <Paired paired={paired} versions={[sides[0].version, sides[1].version]} />
      </Chapter>
      {cohorts.map(({ cohortName, groups }) => (
        <Chapter key={cohortName} title={`${t('models.compare.cohorts')} ${cohortName}`}>
          <DataTable
            label={cohortName}
            columns={columns}
            rows={linesOf(groups, cohortMeasures)}
            rowKey={({ name }) => name}
            testId="comparison-cohort"
          />
        </Chapter>
      ))}
    </>
  );
}

interface PairedProps {
  paired: ModelComparison['paired'];
  versions: readonly [string, string];
}

type Cell = ModelComparison['paired']['neither'] & { name: string };

const pairedColumns: readonly Column<Cell>[] = [
  { id: 'name', head: '', cell: ({ name }) => name, className: 'w-56' },
  {
    id: 'studies',
    head: t('models.compare.studies'),
    cell: ({ present, absent, notYetJudged }) => present + absent + notYetJudged,
  },
  { id: 'present', head: t('models.verdict.present'), cell: ({ present }) => present },
  { id: 'absent', head: t('models.verdict.absent'), cell: ({ absent }) => absent },
  { id: 'notYet', head: t('models.verdict.notYet'), cell: ({ notYetJudged }) => notYetJudged },
];

function Paired({ paired, versions }: PairedProps) {
  const { studies, bothFlagged, onlyFirst, onlySecond, neither, agreement } = paired;
  if (studies === 0) return <p className="text-[12px] text-text-3">{t('models.compare.paired.none')}</p>;
  const rows: Cell[] = [
    { name: t('models.compare.bothFlagged'), ...bothFlagged },
    { name: t('models.compare.onlyFirst', { version: versionLabel(versions[0]) }), ...onlyFirst },
    { name: t('models.compare.onlyFirst', { version: versionLabel(versions[1]) }), ...onlySecond },
    { name: t('models.compare.neither'), ...neither },
  ];
  return (
    <>
      <p className="mb-1.5 text-[12px] text-text-2">
        {t('models.compare.paired.n', { studies, agreement: proportionText(agreement) })}
      </p>
      <DataTable
        label={t('models.compare.paired')}
        columns={pairedColumns}
        rows={rows}
        rowKey={({ name }) => name}
        testId="comparison-paired"
      />
    </>
  );
}
