'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  createCohortSchema,
  type Cohort,
  type ModelDetail,
  type Validation,
  type ValidationGroup,
} from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Field, TextAreaField } from '@/components/ui/field';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { createCohort, getCohorts, modelKeys, requestValidation } from '../api/models';
import { aucText, proportionText, groupText } from '../model/figures';

const columns: readonly Column<ValidationGroup>[] = [
  { id: 'group', head: t('models.group'), cell: (group) => groupText(group) },
  { id: 'studies', head: t('models.group.studies'), cell: (group) => group.studies },
  { id: 'noResult', head: t('models.group.noResult'), cell: (group) => group.noResult },
  { id: 'sensitivity', head: t('models.sensitivity'), cell: (group) => proportionText(group.sensitivity) },
  { id: 'specificity', head: t('models.specificity'), cell: (group) => proportionText(group.specificity) },
  { id: 'ppv', head: t('models.ppv'), cell: (group) => proportionText(group.ppv) },
  { id: 'auc', head: t('models.auc'), cell: (group) => aucText(group.auc) },
];

export function ValidationTab({ model }: { model: ModelDetail }) {
  return (
    <div className="flex flex-col gap-6">
      <Cohorts model={model} />
      {model.validations.length === 0 ? (
        <p className="text-[12px] text-text-3">{t('models.validation.none')}</p>
      ) : (
        model.validations.map((validation) => <ValidationCard key={validation.id} validation={validation} />)
      )}
    </div>
  );
}

function ValidationCard({ validation }: { validation: Validation }) {
  const { cohortName, requestedBy, state, done, total, problem, groups } = validation;
  return (
    <section data-testid="validation" data-state={state} aria-label={cohortName}>
      <h2 className="mb-1 text-[13px] font-medium break-words">
        {cohortName}{' '}
        <span className="font-normal text-text-3">
          {requestedBy}, <Instant at={validation.requestedAt} />
        </span>
      </h2>
      {state === 'done' ? (
        <DataTable
          label={cohortName}
          columns={columns}
          rows={groups}
          rowKey={(group) => `${group.by} ${group.name}`}
          testId="validation-table"
        />
      ) : problem ? (
        <p className="text-[12px] text-amber">{problem}</p>
      ) : (
        <div role="status" className="flex items-center gap-3 text-[12px] text-text-2">
          <progress max={total} value={done} className="w-64 accent-cyan" />
          {t('models.validation.progress', { done, total })}
        </div>
      )}
    </section>
  );
}

function Cohorts({ model }: { model: ModelDetail }) {
  const mayWrite = useMay('cohort.write');
  const mayGovern = useMay('model.govern');
  const [creating, setCreating] = useState(false);
  const client = useQueryClient();
  const query = useQuery({ queryKey: modelKeys.cohorts, queryFn: ({ signal }) => getCohorts(signal) });
  const validate = useMutation({
    mutationFn: (cohortId: string) => requestValidation(model.id, model.version, cohortId),
    onSuccess: () => void client.invalidateQueries({ queryKey: modelKeys.detail(model.id, model.version) }),
  });
  const cohorts = query.data?.cohorts ?? [];
  return (
    <section aria-label={t('models.cohorts')} className="max-w-3xl">
      <div className="mb-2 flex items-start justify-between gap-3">
        <div>
          <h2 className="text-[13px] font-medium">{t('models.cohorts')}</h2>
          <p className="text-[12px] text-text-3">{t('models.cohorts.intro')}</p>
        </div>
        {mayWrite && (
          <Button size="sm" onClick={() => setCreating(true)} data-testid="new-cohort">
            {t('models.cohorts.new')}
          </Button>
        )}
      </div>
      {validate.isError && (
        <p role="alert" className="mb-2 text-[12px] text-amber">
          {errorText(validate.error)}
        </p>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface-1">
        {cohorts.length === 0 && (
          <li className="px-3 py-2 text-[12px] text-text-3">{t('models.cohorts.none')}</li>
        )}
        {cohorts.map((cohort) => (
          <CohortLine
            key={cohort.id}
            cohort={cohort}
            onValidate={mayGovern ? () => validate.mutate(cohort.id) : undefined}
          />
        ))}
      </ul>
      {creating && (
        <CohortDialog
          onSaved={() => {
            setCreating(false);
            void client.invalidateQueries({ queryKey: modelKeys.cohorts });
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </section>
  );
}

function CohortLine({ cohort, onValidate }: { cohort: Cohort; onValidate: (() => void) | undefined }) {
  const { name, finding, studies: count, positive, missing } = cohort;
  return (
    <li
      data-testid="cohort"
      className="flex flex-wrap items-center justify-between gap-2 px-3 py-2 text-[12px]"
    >
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-text-3">
          {finding}. {t('models.cohorts.studies', { count, positive })}
          {missing > 0 && (
            <span className="text-amber">; {t('models.cohort.missing', { count: missing })}</span>
          )}
        </p>
      </div>
      {onValidate && (
        <Button size="sm" onClick={onValidate} data-testid="validate">
          {t('models.validate')}
        </Button>
      )}
    </li>
  );
}

function CohortDialog({ onSaved, onClose }: { onSaved: () => void; onClose: () => void }) {
  return (
    <RecordDialog
      title={t('models.cohorts.new')}
      description={t('models.cohorts.intro')}
      testId="cohort-dialog"
      read={(form) =>
        check(createCohortSchema, {
          name: textOf(form, 'name'),
          finding: textOf(form, 'finding'),
          labels: textOf(form, 'labels'),
        })
      }
      save={createCohort}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Field label={t('models.cohort.name')} name="name" error={problems['name']} />
          <Field label={t('models.cohort.finding')} name="finding" error={problems['finding']} />
          <TextAreaField
            label={t('models.cohort.labels')}
            name="labels"
            rows={8}
            error={problems['labels']}
          />
        </>
      )}
    </RecordDialog>
  );
}
