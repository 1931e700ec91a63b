'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, TextCursorInput } from 'lucide-react';
import type { ReportMacro } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { RowActions } from '@/components/list/row-actions';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { Field, TextAreaField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { deleteMacro, fetchMacros, macrosKey, saveMacro } from '../api/kit';
import { readMacro } from '../model/forms';

type Edits = ReturnType<typeof useEditing<ReportMacro>>;

function columnsOf(edits: Edits, shared: boolean): readonly Column<ReportMacro>[] {
  return [
    {
      id: 'name',
      head: t('report.macro.name'),
      className: 'md:w-48',
      cell: (macro) => <bdi className="font-mono break-words">.{macro.name}</bdi>,
    },
    {
      id: 'text',
      head: t('report.macro.text'),
      cell: (macro) => (
        <span className="line-clamp-2 break-words whitespace-pre-line" dir="auto">
          {macro.text}
        </span>
      ),
    },
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-24',
      cell: (macro) =>
        macro.shared === shared ? (
          <RowActions
            editLabel={t('report.macro.edit', { name: macro.name })}
            deleteLabel={t('report.macro.delete', { name: macro.name })}
            onEdit={() => edits.edit(macro)}
            onDelete={() => edits.remove(macro)}
          />
        ) : (
          <span className="text-text-3">{t('report.macro.shared')}</span>
        ),
    },
  ];
}

function MacroDialog({ macro, shared, edits }: { macro: ReportMacro | null; shared: boolean; edits: Edits }) {
  return (
    <RecordDialog
      title={macro ? t('report.macro.edit', { name: macro.name }) : t('report.macro.add')}
      description={t('report.macros.hint')}
      testId="macro-dialog"
      read={(form) => readMacro(form, shared)}
      save={(input) => saveMacro(macro?.id ?? crypto.randomUUID(), input)}
      onSaved={edits.done}
      onClose={edits.close}
    >
      {(problems) => (
        <>
          <Field
            label={t('report.macro.name')}
            name="name"
            spellCheck={false}
            maxLength={32}
            defaultValue={macro?.name}
            error={problems['name']}
          />
          <TextAreaField
            label={t('report.macro.text')}
            name="text"
            rows={6}
            maxLength={4000}
            dir="auto"
            defaultValue={macro?.text}
            error={problems['text']}
          />
        </>
      )}
    </RecordDialog>
  );
}

/** Short names that stand for a text: a reader's own beside the shared ones, or the shared ones to be kept. */
export function Macros({ shared }: { shared: boolean }) {
  const query = useQuery({ queryKey: macrosKey, queryFn: ({ signal }) => fetchMacros(signal) });
  const edits = useEditing<ReportMacro>([...macrosKey]);
  const { editing } = edits;
  const rows = (query.data?.macros ?? []).filter((macro) => !shared || macro.shared);
  const empty = query.data && rows.length === 0;
  return (
    <>
      <ListSection
        title={t(shared ? 'report.macros.shared' : 'report.macros.own')}
        intro={t('report.macros.hint')}
        testId="macros"
        query={query}
        action={
          <Button onClick={edits.add}>
            <Plus size={14} aria-hidden /> {t('report.macro.add')}
          </Button>
        }
        empty={
          empty ? (
            <StateView
              icon={<TextCursorInput size={18} />}
              title={t('report.macros.empty')}
              testId="macros-empty"
            />
          ) : null
        }
      >
        <DataTable
          label={t('report.macros.own')}
          columns={columnsOf(edits, shared)}
          rows={rows}
          rowKey={(macro) => macro.id}
          testId="macros-table"
        />
      </ListSection>
      {(editing?.kind === 'add' || editing?.kind === 'edit') && (
        <MacroDialog macro={editing.kind === 'edit' ? editing.record : null} shared={shared} edits={edits} />
      )}
      {editing?.kind === 'delete' && (
        <ConfirmDelete
          title={t('report.macro.delete', { name: editing.record.name })}
          description={t('report.macro.delete.lead')}
          run={() => deleteMacro(editing.record.id)}
          onDone={edits.done}
          onClose={edits.close}
        />
      )}
    </>
  );
}
