'use client';
import { useQuery } from '@tanstack/react-query';
import { FileText, Pencil, Plus } from 'lucide-react';
import type { ReportTemplate } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OnOff } from '@/components/list/on-off';
import { Button } from '@/components/ui/button';
import { CheckField, Field, TextAreaField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { fetchTemplates, saveTemplate, templatesKey } from '../api/kit';
import { readTemplate, templateSections } from '../model/forms';

type Edits = ReturnType<typeof useEditing<ReportTemplate>>;

function columnsOf(edits: Edits): readonly Column<ReportTemplate>[] {
  return [
    {
      id: 'name',
      head: t('report.template.name'),
      className: 'min-w-44',
      cell: ({ name }) => <bdi className="font-medium break-words">{name}</bdi>,
    },
    {
      id: 'of',
      head: t('report.template.of'),
      cell: ({ modality, bodyPart }) =>
        [modality, bodyPart].filter((part) => part !== null).join(' · ') || t('report.template.every'),
    },
    {
      id: 'version',
      head: t('report.template.version'),
      className: 'min-w-48',
      cell: ({ version, by, at }) => (
        <>
          <span className="num">{version}</span> · <bdi>{by}</bdi>, <Instant at={at} />
        </>
      ),
    },
    {
      id: 'state',
      head: t('report.template.state'),
      className: 'md:w-28',
      cell: ({ retired }) => (
        <OnOff on={!retired} text={t(retired ? 'report.template.retired' : 'report.template.used')} />
      ),
    },
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-16',
      cell: (template) => (
        <IconButton
          label={t('report.template.edit', { name: template.name })}
          onClick={() => edits.edit(template)}
        >
          <Pencil size={14} aria-hidden />
        </IconButton>
      ),
    },
  ];
}

function TemplateFields({ template, problems }: { template: ReportTemplate | null; problems: Problems }) {
  const textOf = (id: string): string | undefined =>
    template?.sections.find((section) => section.id === id)?.text;
  return (
    <>
      <Field
        label={t('report.template.name')}
        name="name"
        maxLength={80}
        defaultValue={template?.name}
        error={problems['name']}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field
          label={t('report.template.modality')}
          hint={t('report.template.everyHint')}
          name="modality"
          spellCheck={false}
          defaultValue={template?.modality ?? ''}
          error={problems['modality']}
        />
        <Field
          label={t('report.template.bodyPart')}
          hint={t('report.template.everyHint')}
          name="bodyPart"
          spellCheck={false}
          defaultValue={template?.bodyPart ?? ''}
          error={problems['bodyPart']}
        />
      </div>
      {templateSections.map((id) => (
        <div key={id} className="flex flex-col gap-1.5">
          <CheckField
            label={t('report.template.has', { section: t(`report.section.${id}`) })}
            name={`has.${id}`}
            defaultChecked={template === null || textOf(id) !== undefined}
          />
          <TextAreaField
            label={t('report.template.words', { section: t(`report.section.${id}`) })}
            name={`text.${id}`}
            rows={2}
            dir="auto"
            defaultValue={textOf(id)}
          />
        </div>
      ))}
      {problems['sections'] !== undefined && (
        <p role="alert" className="text-[12px] text-amber">
          {t('report.template.noSections')}
        </p>
      )}
      {template && (
        <CheckField label={t('report.template.retire')} name="retired" defaultChecked={template.retired} />
      )}
    </>
  );
}

/** What reports begin as; each change is a version, and reports keep the one that they began from. */
export function Templates() {
  const query = useQuery({ queryKey: templatesKey, queryFn: ({ signal }) => fetchTemplates(signal) });
  const edits = useEditing<ReportTemplate>([...templatesKey]);
  const { editing } = edits;
  const rows = query.data?.templates ?? [];
  const template = editing?.kind === 'edit' ? editing.record : null;
  const reload = (): void => {
    void query.refetch().then(({ data }) => {
      const now = data?.templates.find(({ id }) => id === template?.id);
      if (now) edits.edit(now);
    });
  };
  return (
    <>
      <ListSection
        title={t('report.templates')}
        intro={t('report.templates.intro')}
        testId="templates"
        query={query}
        action={
          <Button onClick={edits.add}>
            <Plus size={14} aria-hidden /> {t('report.template.add')}
          </Button>
        }
        empty={
          query.data && rows.length === 0 ? (
            <StateView
              icon={<FileText size={18} />}
              title={t('report.templates.empty')}
              testId="templates-empty"
            />
          ) : null
        }
      >
        <DataTable
          label={t('report.templates')}
          columns={columnsOf(edits)}
          rows={rows}
          rowKey={({ id }) => id}
          testId="templates-table"
        />
      </ListSection>
      {editing && (
        <RecordDialog
          key={`${template?.id ?? ''} ${template?.version ?? 0}`}
          title={template ? t('report.template.edit', { name: template.name }) : t('report.template.add')}
          description={t('report.templates.intro')}
          testId="template-dialog"
          read={(form) => readTemplate(form, template?.version ?? 0)}
          save={(input) => saveTemplate(template?.id ?? crypto.randomUUID(), input)}
          onSaved={edits.done}
          onClose={edits.close}
          onReload={reload}
        >
          {(problems) => <TemplateFields template={template} problems={problems} />}
        </RecordDialog>
      )}
    </>
  );
}
