'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { saveScheduleSchema, type Dashboard, type ReportSchedule } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-state';
import { CheckField, Field, SelectField, TextAreaField } from '@/components/ui/field';
import { check, type Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { deleteSchedule, fetchSchedule, saveSchedule, scheduleKey } from '../api/turnaround';
import { MONTHLY, rhythmChoices, scheduleOf } from '../model/schedule';
import { ScheduleState } from './schedule-state';

interface Props {
  dashboard: Dashboard;
  onClose: () => void;
}

/** When a dashboard goes out as a PDF, to whom, and how that went last. */
export function ScheduleDialog({ dashboard, onClose }: Props) {
  const { id, name } = dashboard;
  const client = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const key = scheduleKey(id);
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchSchedule(id, signal) });
  const done = (): void => {
    void client.invalidateQueries({ queryKey: key });
    onClose();
  };
  if (deleting)
    return (
      <ConfirmDelete
        title={t('turnaround.mail.stop.title', { name })}
        description={t('turnaround.mail.stop.what')}
        run={() => deleteSchedule(id)}
        onDone={done}
        onClose={() => setDeleting(false)}
      />
    );
  const said = {
    title: t('turnaround.mail.title', { name }),
    description: t('turnaround.mail.what'),
    testId: 'schedule-dialog',
  };
  if (!query.data)
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} {...said}>
        {query.isError && <p className="text-amber">{errorText(query.error)}</p>}
      </Dialog>
    );
  const { data } = query;
  return (
    <RecordDialog
      {...said}
      read={(form) => check(saveScheduleSchema, scheduleOf(form))}
      save={(input) => saveSchedule(id, input)}
      onSaved={done}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <ScheduleState dashboardId={id} state={data} onDelete={() => setDeleting(true)} />
          <Fields state={data} problems={problems} />
        </>
      )}
    </RecordDialog>
  );
}

function Fields({ state: { schedule, timeZone }, problems }: { state: ReportSchedule; problems: Problems }) {
  const rhythm = schedule?.rhythm;
  return (
    <>
      <SelectField
        label={t('turnaround.mail.when')}
        name="rhythm"
        defaultValue={rhythm?.every === 'week' ? rhythm.weekday : rhythm ? MONTHLY : 0}
        error={problems['rhythm']}
      >
        {rhythmChoices().map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('turnaround.mail.hour')}
        hint={t('turnaround.mail.hour.hint', { zone: timeZone })}
        name="hour"
        type="number"
        min={0}
        max={23}
        defaultValue={schedule?.hour ?? 7}
        error={problems['hour']}
      />
      <TextAreaField
        label={t('turnaround.mail.recipients')}
        hint={t('turnaround.mail.recipients.hint')}
        name="recipients"
        defaultValue={schedule?.recipients.join('\n') ?? ''}
        error={problems['recipients']}
      />
      <CheckField label={t('turnaround.mail.on')} name="on" defaultChecked={schedule?.on ?? true} />
    </>
  );
}
