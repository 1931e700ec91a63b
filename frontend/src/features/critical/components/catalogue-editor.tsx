'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ListChecks, Plus } from 'lucide-react';
import type { CriticalFinding, CriticalSettings } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { RowActions } from '@/components/list/row-actions';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { Field, FieldGroup, SelectField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { catalogueKey, saveSettings, settingsKey } from '../api/critical';
import { LEVELS, readFinding, withRecord } from '../model/settings-form';
import { LevelMark } from './marks';

/** A finding as lists of records know them. */
type Entry = CriticalFinding & { id: string };

function columnsOf(
  settings: CriticalSettings,
  edits: ReturnType<typeof useEditing<Entry>>,
): readonly Column<Entry>[] {
  return [
    {
      id: 'label',
      head: t('catalogue.label'),
      className: 'md:min-w-60',
      cell: ({ label }) => <bdi className="font-medium break-words">{label}</bdi>,
    },
    {
      id: 'level',
      head: t('catalogue.level'),
      className: 'md:w-32',
      cell: ({ level }) => <LevelMark level={level} />,
    },
    {
      id: 'minutes',
      head: t('catalogue.minutes'),
      className: 'tabular md:w-44',
      cell: ({ minutes, level }) =>
        minutes ?? (
          <span className="text-text-3">
            {t('catalogue.minutes.level', { minutes: settings.minutes[level] })}
          </span>
        ),
    },
    {
      id: 'concept',
      head: t('catalogue.concept'),
      cell: ({ concept }) =>
        concept ? (
          <span className="text-text-2">
            <bdi className="num">
              {concept.scheme} {concept.value}
            </bdi>{' '}
            <bdi>{concept.meaning}</bdi>
          </span>
        ) : (
          <span className="text-text-3">–</span>
        ),
    },
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-24',
      cell: (entry) => (
        <RowActions
          editLabel={t('catalogue.edit', { label: entry.label })}
          deleteLabel={t('catalogue.delete', { label: entry.label })}
          onEdit={() => edits.edit(entry)}
          onDelete={() => edits.remove(entry)}
        />
      ),
    },
  ];
}

function FindingFields({ finding, problems }: { finding: CriticalFinding | null; problems: Problems }) {
  return (
    <>
      <Field
        label={t('catalogue.label')}
        name="label"
        autoFocus
        maxLength={120}
        defaultValue={finding?.label}
        error={problems['label'] ?? problems['code']}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <SelectField label={t('catalogue.level')} name="level" defaultValue={finding?.level ?? 'red'}>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {t(`critical.level.${level}`)}, {t(`critical.level.${level}.meaning`)}
            </option>
          ))}
        </SelectField>
        <Field
          label={t('catalogue.minutes')}
          hint={t('catalogue.minutes.hint')}
          name="minutes"
          inputMode="numeric"
          defaultValue={finding?.minutes ?? ''}
          error={problems['minutes']}
        />
      </div>
      <FieldGroup label={t('catalogue.concept')} hint={t('catalogue.concept.lead')}>
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-3">
          <Field
            label={t('catalogue.scheme')}
            name="scheme"
            defaultValue={finding?.concept?.scheme}
            error={problems['concept.scheme']}
          />
          <Field
            label={t('catalogue.value')}
            name="value"
            defaultValue={finding?.concept?.value}
            error={problems['concept.value']}
          />
          <Field
            label={t('catalogue.meaning')}
            name="meaning"
            maxLength={64}
            defaultValue={finding?.concept?.meaning}
            error={problems['concept.meaning']}
          />
        </div>
      </FieldGroup>
    </>
  );
}

/** What readers choose from when they mark a result. */
export function CatalogueEditor({ settings, query }: CatalogueProps) {
  const client = useQueryClient();
  const toast = useToast();
  const edits = useEditing<Entry>(settingsKey);
  const { findings, version, minutes, steps } = settings;
  const save = async (next: CriticalFinding[]): Promise<void> => {
    const saved = await saveSettings({ minutes, steps, findings: next, expectedVersion: version });
    client.setQueryData(settingsKey, saved);
    void client.invalidateQueries({ queryKey: catalogueKey });
    toast({ text: t('catalogue.saved') });
  };
  const { editing } = edits;
  const edited = editing?.kind === 'edit' ? editing.record : null;
  const plain = edited && (findings.find(({ code }) => code === edited.code) ?? null);
  return (
    <ListSection
      title={t('catalogue.title')}
      intro={t('catalogue.intro')}
      testId="critical-catalogue"
      query={query}
      action={
        <Button onClick={edits.add} data-testid="catalogue-add">
          <Plus size={14} aria-hidden /> {t('catalogue.add')}
        </Button>
      }
      empty={
        findings.length === 0 ? (
          <StateView icon={<ListChecks size={18} />} title={t('catalogue.empty')}>
            {t('catalogue.empty.body')}
          </StateView>
        ) : null
      }
    >
      <DataTable
        label={t('catalogue.title')}
        columns={columnsOf(settings, edits)}
        rows={findings.map((finding) => ({ ...finding, id: finding.code }))}
        rowKey={({ code }) => code}
        testId="catalogue-table"
      />
      {(editing?.kind === 'add' || edited) && (
        <RecordDialog
          title={edited ? t('catalogue.edit', { label: edited.label }) : t('catalogue.add')}
          description={t('catalogue.intro')}
          testId="catalogue-dialog"
          read={(form) => readFinding(form, plain, findings)}
          save={(finding) => save(withRecord(findings, finding, ({ code }) => code === finding.code))}
          onSaved={edits.done}
          onClose={edits.close}
          onReload={edits.done}
        >
          {(problems) => <FindingFields finding={plain} problems={problems} />}
        </RecordDialog>
      )}
      {editing?.kind === 'delete' && (
        <ConfirmDelete
          title={t('catalogue.delete.title', { label: editing.record.label })}
          description={t('catalogue.delete.lead')}
          run={() => save(findings.filter(({ code }) => code !== editing.record.code))}
          onDone={edits.done}
          onClose={edits.close}
        />
      )}
    </ListSection>
  );
}

interface CatalogueProps {
  settings: CriticalSettings;
  query: Parameters<typeof ListSection>[0]['query'];
}
