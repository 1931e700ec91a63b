'use client';
import type { Workload } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RecordDialog } from '@/components/form/record-dialog';
import { ListSection } from '@/components/list/list-section';
import { Button } from '@/components/ui/button';
import { Field, TextAreaField } from '@/components/ui/field';
import { readersKey } from '@/lib/claims/assignment';
import type { Problems } from '@/lib/form/problems';
import { t, tn } from '@/lib/i18n';
import { fetchWorkload, saveWorkload, workloadKey } from '../api/readers';
import { nameOfWork, readWorkload, workLines } from '../model/forms';

function WorkFields({ workload, problems }: { workload: Workload; problems: Problems }) {
  return (
    <div className="flex flex-col gap-3">
      <TextAreaField
        label={t('work.lines')}
        hint={t('work.lines.hint')}
        name="rvu"
        rows={12}
        defaultValue={workLines(workload.rvu)}
        error={problems['rvu'] ?? problems['rvu.modality'] ?? problems['rvu.bodyPart'] ?? problems['rvu.rvu']}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field
          label={t('work.other')}
          hint={t('work.other.hint')}
          name="defaultRvu"
          inputMode="decimal"
          defaultValue={workload.defaultRvu}
          error={problems['defaultRvu']}
        />
        <Field
          label={t('work.shifts')}
          hint={t('work.shifts.hint')}
          name="shiftStarts"
          defaultValue={workload.shiftStarts.join(', ')}
          error={problems['shiftStarts']}
        />
      </div>
    </div>
  );
}

/** Each modality with its work, and what else there is to say of it. */
function WorkTable({ workload: { rvu, defaultRvu, shiftStarts } }: { workload: Workload }) {
  const entries = [
    ...rvu.map(({ modality, bodyPart, rvu: value }) => ({ name: nameOfWork(modality, bodyPart), value })),
    { name: t('work.other'), value: defaultRvu },
  ];
  return (
    <div className="flex flex-col gap-3 text-[13px]">
      <dl className="flex flex-wrap gap-1.5" data-testid="work-table">
        {entries.map(({ name, value }) => (
          <div key={name} className="flex gap-2 rounded-md border border-line bg-surface-1 px-2 py-1">
            <dt className="text-text-2">{name}</dt>
            <dd className="tabular font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-text-2">
        {t('work.shifts')}: <span className="tabular text-text-1">{shiftStarts.join(' · ')}</span>
      </p>
    </div>
  );
}

/** How much work a study is, and when shifts begin. */
export function Work() {
  const client = useQueryClient();
  const query = useQuery({ queryKey: workloadKey, queryFn: ({ signal }) => fetchWorkload(signal) });
  const [editing, setEditing] = useState(false);
  const workload = query.data;
  return (
    <>
      <ListSection
        title={t('work.title')}
        intro={t('work.intro')}
        testId="work"
        query={query}
        status={tn('work.count', workload?.rvu.length ?? 0)}
        action={workload && <Button onClick={() => setEditing(true)}>{t('work.edit')}</Button>}
        empty={null}
      >
        {workload && <WorkTable workload={workload} />}
      </ListSection>
      {editing && workload && (
        <RecordDialog
          key={workload.version}
          title={t('work.title')}
          description={t('work.intro')}
          testId="work-dialog"
          read={(form) => readWorkload(form, workload.version)}
          save={async (input) => client.setQueryData(workloadKey, await saveWorkload(input))}
          onSaved={() => {
            setEditing(false);
            void client.invalidateQueries({ queryKey: readersKey });
          }}
          onClose={() => setEditing(false)}
          onReload={() => void query.refetch()}
        >
          {(problems) => <WorkFields workload={workload} problems={problems} />}
        </RecordDialog>
      )}
    </>
  );
}
