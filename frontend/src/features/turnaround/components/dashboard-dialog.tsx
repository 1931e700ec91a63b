'use client';
import { saveDashboardSchema, type Dashboard, type TurnaroundPlace } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { CheckField, Field } from '@/components/ui/field';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { saveDashboard } from '../api/turnaround';
import { periodWords, stageName } from '../model/words';

interface Props {
  place: TurnaroundPlace;
  /** The one that is changed; none: a new one. */
  dashboard?: Dashboard;
  onSaved: () => void;
  onClose: () => void;
}

/** Gives what is shown a name, or a dashboard another one. */
export function DashboardDialog({ place, dashboard, onSaved, onClose }: Props) {
  return (
    <RecordDialog
      title={t(dashboard ? 'turnaround.dashboards.edit.title' : 'turnaround.dashboards.save')}
      description={t('turnaround.dashboards.what', {
        stage: stageName(place.stage),
        period: periodWords(place.period),
      })}
      testId="dashboard-dialog"
      read={(form) =>
        check(saveDashboardSchema, {
          name: textOf(form, 'name'),
          scope: form.get('shared') === null ? 'own' : 'shared',
          place,
        })
      }
      save={(input) => saveDashboard(input, dashboard?.id)}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Field
            label={t('turnaround.dashboards.name')}
            name="name"
            maxLength={60}
            autoFocus
            defaultValue={dashboard?.name ?? ''}
            error={problems['name']}
          />
          <CheckField
            label={t('turnaround.dashboards.share')}
            name="shared"
            defaultChecked={dashboard?.scope === 'shared'}
          />
        </>
      )}
    </RecordDialog>
  );
}
