'use client';
import { saveViewSchema, type SaveView, type View } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { CheckField, Field } from '@/components/ui/field';
import { useMay } from '@/lib/auth/session';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { deleteView, saveView } from '../api/views';
import { filterWords } from '../model/filter-words';
import { nameOf } from '../model/view-name';
import type { ViewAction } from './view-tabs';

interface Props {
  action: Exclude<ViewAction, 'update'>;
  view: View;
  /** What the page shows now, for a new view. */
  shown: Pick<SaveView, 'filter' | 'sort' | 'columns'>;
  onDone: (chosen: string) => void;
  onClose: () => void;
}

/** Saves what is shown as a view, renames one, or deletes one. */
export function ViewDialog({ action, view, shown, onDone, onClose }: Props) {
  const mayShare = useMay('view.share');
  if (action === 'delete')
    return (
      <ConfirmDelete
        title={t('worklist.view.delete.title', { name: view.name })}
        description={t(view.scope === 'shared' ? 'worklist.view.delete.shared' : 'worklist.view.delete.own')}
        run={() => deleteView(view.id)}
        onDone={() => onDone('all')}
        onClose={onClose}
      />
    );
  const { filter, sort, columns } = action === 'save' ? shown : view;
  const words = filterWords(filter).join(' · ');
  return (
    <RecordDialog
      title={t(action === 'save' ? 'worklist.view.save.title' : 'worklist.view.rename.title')}
      description={words === '' ? t('worklist.view.everything') : words}
      testId="view-dialog"
      read={(form) =>
        check(saveViewSchema, {
          name: textOf(form, 'name'),
          scope: form.get('shared') === null ? 'own' : 'shared',
          filter,
          sort,
          columns,
        })
      }
      save={async (input) => {
        const { id } = await saveView(input, action === 'rename' ? view.id : undefined);
        onDone(id);
      }}
      onSaved={onClose}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Field
            label={t('worklist.view.name')}
            name="name"
            maxLength={60}
            autoFocus
            defaultValue={action === 'rename' ? nameOf(view) : ''}
            error={problems['name']}
          />
          {mayShare && (
            <CheckField
              label={t('worklist.view.share')}
              name="shared"
              defaultChecked={action === 'rename' && view.scope === 'shared'}
            />
          )}
        </>
      )}
    </RecordDialog>
  );
}
