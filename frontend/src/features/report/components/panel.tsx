'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { Report, ReportTemplate, Study, StudyReport } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText, ErrorState } from '@/components/ui/error-state';
import { SelectField } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { actionOf } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import { changeReport, discardAddendum } from '../api/report';
import { useDraft, useStudyReport } from '../hooks/use-report';
import { differingSections } from '../model/differing';
import type { DraftText } from '../model/draft-saver';
import { dropUnwritten, unsavedText } from '../model/open-drafts';
import { Editor, SaveLine } from './editor';
import { Emergency } from './emergency';
import { Priors, SignedVersions } from './past';
import { SignDialog } from './sign-dialog';

const EMPTY: DraftText = {
  sections: (['clinicalInformation', 'technique', 'comparison', 'findings', 'impression'] as const).map(
    (id) => ({
      id,
      text: '',
    }),
  ),
  insertions: [],
};

interface PanelProps {
  study: Study;
  show: () => void;
}

/** The report of the study beside its images. */
export function ReportPanel({ study, show }: PanelProps) {
  const { query, put, refresh } = useStudyReport(study.studyInstanceUid);
  const root = useRef<HTMLDivElement>(null);
  useReportKey(root, show);
  if (query.isError && !query.data)
    return (
      <ErrorState title={t('report.error.title')} error={query.error} onRetry={() => void query.refetch()} />
    );
  return (
    <div ref={root} data-testid="report-panel" className="flex flex-col gap-3 p-3 text-[13px]">
      {query.data && <Loaded study={study} of={query.data} put={put} refresh={refresh} />}
    </div>
  );
}

/** The reader's key brings the report to the front, and the cursor into its findings. */
function useReportKey(root: RefObject<HTMLDivElement | null>, show: () => void): void {
  const keys = useOwnKeys();
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).closest('input, textarea, select, [role="menu"], [role="dialog"]'))
      return;
    if (actionOf(keys, event.key, 'study') !== 'report') return;
    event.preventDefault();
    show();
    requestAnimationFrame(() => {
      const fields = root.current?.querySelectorAll('textarea');
      const [first] = fields ?? [];
      const findings = root.current?.querySelector<HTMLElement>('[data-testid="report-findings"]');
      (findings ?? first)?.focus();
    });
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

interface LoadedProps {
  study: Study;
  of: StudyReport;
  put: (report: Report) => void;
  refresh: () => Promise<void>;
}

function Loaded({ study, of, put, refresh }: LoadedProps) {
  const writes = useMay('report.write');
  const [template, setTemplate] = useState<ReportTemplate | null>(of.templates[0] ?? null);
  const { report } = of;
  const uid = study.studyInstanceUid;
  const key = report?.stage === 'final' ? `addendum ${report.versions.length}` : 'report';
  const editable = report ? report.mayWrite && report.draft !== null : writes;
  const text = report?.draft ?? (template ? { sections: template.sections, insertions: [] } : EMPTY);
  const choose = (id: string): void => {
    if (dropUnwritten(uid, key)) setTemplate(of.templates.find((one) => one.id === id) ?? null);
  };
  return (
    <>
      {report ? (
        <Standing uid={uid} report={report} put={put} />
      ) : (
        <p className="text-text-3">{t('report.none')}</p>
      )}
      <Emergency studyUid={uid} said={of.emergency} final={report?.stage === 'final'} refresh={refresh} />
      {editable ? (
        <Writing
          key={`${key} ${template?.id ?? ''}`}
          study={study}
          of={of}
          text={text}
          begin={{ templateId: template?.id ?? null, key }}
          onTemplate={choose}
          put={put}
          refresh={refresh}
        />
      ) : (
        <Unsaved text={unsavedText(uid, key)} />
      )}
      {report && <SignedVersions studyUid={uid} versions={report.versions} />}
      <Priors priors={of.priors} />
    </>
  );
}

/** Another reader took the report over while this page had more to save: the text stays in sight. */
function Unsaved({ text }: { text: DraftText | null }) {
  if (!text) return null;
  return (
    <div role="alert" data-testid="report-unsaved" className="rounded-md border border-amber/45 p-2">
      <p>{t('report.unsaved')}</p>
      <p dir="auto" className="mt-1 bg-surface-0 p-1.5 whitespace-pre-wrap">
        {wordsOf(text)}
      </p>
    </div>
  );
}

function wordsOf({ sections }: DraftText): string {
  return sections.map(({ text }) => text).join('\n\n');
}

/** How far it is and whose, and what the reader can do where they do not write it. */
function Standing({ uid, report, put }: { uid: string; report: Report; put: (report: Report) => void }) {
  const acting = useMutation({
    mutationFn: (what: 'author' | 'addendum' | 'discard') =>
      what === 'discard' ? discardAddendum(uid) : changeReport(uid, what),
    onSuccess: put,
  });
  const { author, draft, mayWrite, stage } = report;
  const locked = draft !== null && !mayWrite;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="rounded bg-surface-3 px-1.5 font-medium" data-testid="report-stage">
        {t(`report.stage.${stage}`)}
      </span>
      <bdi className="text-text-2">
        {t('report.by', { name: author.name, grade: t(`report.grade.${author.grade}`) })}
      </bdi>
      {locked && <p role="status">{t('report.locked', { name: author.name })}</p>}
      {report.mayTakeOver && (
        <Button size="sm" onClick={() => acting.mutate('author')} data-testid="report-take-over">
          {t('report.takeOver')}
        </Button>
      )}
      {report.mayAdd && (
        <Button size="sm" onClick={() => acting.mutate('addendum')} data-testid="report-add">
          {t('report.add')}
        </Button>
      )}
      {stage === 'final' && mayWrite && (
        <Button size="sm" variant="ghost" onClick={() => acting.mutate('discard')}>
          {t('report.discard')}
        </Button>
      )}
      {acting.isError && (
        <p role="alert" className="text-[12px] text-amber">
          {errorText(acting.error)}
        </p>
      )}
    </div>
  );
}

interface WritingProps extends LoadedProps {
  text: DraftText;
  begin: { templateId: string | null; key: string };
  onTemplate: (id: string) => void;
}

function Writing({ study, of, text, begin, onTemplate, put, refresh }: WritingProps) {
  const uid = study.studyInstanceUid;
  const { report } = of;
  const version = report?.draft?.version ?? null;
  const { sections, insertions } = text;
  const [first] = useState({ text: { sections, insertions }, version, ...begin });
  const { saver, state } = useDraft(uid, first, put);
  const [round, setRound] = useState(0);
  const [signing, setSigning] = useState<number | null>(null);
  const toast = useToast();
  const seeTheirs = useEffectEvent(() => void refresh());
  const conflicting = state.phase === 'conflict';
  useEffect(() => {
    if (conflicting) seeTheirs();
  }, [conflicting]);
  const sign = async (): Promise<void> => {
    if (!(await saver.flush()) || saver.version === null) return;
    await refresh();
    setSigning(saver.version);
  };
  const theirs = report?.draft;
  const adopt = (): void => {
    if (!theirs) return;
    saver.text = { sections: theirs.sections, insertions: theirs.insertions };
    saver.overwrite(theirs.version);
    setRound(round + 1);
  };
  return (
    <>
      {state.phase === 'conflict' && theirs && (
        <Conflict
          theirs={theirs}
          mine={saver.text}
          onMine={() => saver.overwrite(theirs.version)}
          onTheirs={adopt}
        />
      )}
      {!report && !saver.written && (
        <TemplateChoice templates={of.templates} chosen={begin.templateId} onChange={onTemplate} />
      )}
      <Editor key={round} saver={saver} prefills={of.prefills} onSign={() => void sign()} />
      <div className="sticky bottom-0 flex items-center gap-2 bg-surface-1 py-1.5">
        <SaveLine state={state} />
        <Button
          variant="primary"
          onClick={() => void sign()}
          disabled={!report || conflicting}
          data-testid="report-sign"
        >
          {t('report.sign')}
        </Button>
      </div>
      {signing !== null && report && (
        <SignDialog
          study={study}
          of={of}
          report={report}
          version={signing}
          onSigned={(signed) => {
            setSigning(null);
            put(signed);
            toast({ text: t('report.signed') });
          }}
          onClose={() => setSigning(null)}
        />
      )}
    </>
  );
}

interface TemplateChoiceProps {
  templates: readonly ReportTemplate[];
  chosen: string | null;
  onChange: (id: string) => void;
}

/** What a report begins as is chosen before its first letter: another template would replace what was written. */
function TemplateChoice({ templates, chosen, onChange }: TemplateChoiceProps) {
  return (
    <SelectField
      label={t('report.template')}
      value={chosen ?? ''}
      onChange={(event) => onChange(event.target.value)}
      data-testid="report-template"
    >
      {templates.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      <option value="">{t('report.template.none')}</option>
    </SelectField>
  );
}

interface ConflictProps {
  theirs: DraftText;
  mine: DraftText;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two windows wrote: the reader sees both texts and goes on with one. */
function Conflict({ theirs, mine, onMine, onTheirs }: ConflictProps) {
  const differing = differingSections(theirs, mine);
  return (
    <div
      role="alert"
      data-testid="report-conflict"
      className="flex flex-col gap-2 rounded-md border border-amber/45 p-2"
    >
      <p>{t('report.conflict')}</p>
      {(
        [
          ['theirs', theirs, onTheirs],
          ['mine', mine, onMine],
        ] as const
      ).map(([which, text, choose]) => (
        <div key={which}>
          <p className="text-[11px] text-text-3">{t(`report.conflict.${which}`)}</p>
          <div dir="auto" className="mb-1 max-h-40 overflow-y-auto rounded bg-surface-0 p-1.5">
            {text.sections
              .filter(({ id }) => differing.has(id))
              .map(({ id, text: words }) => (
                <div key={id} className="mb-1.5 last:mb-0">
                  <p className="text-[11px] text-text-3">{t(`report.section.${id}`)}</p>
                  <p className="break-words whitespace-pre-wrap">{words || t('report.conflict.nothing')}</p>
                </div>
              ))}
          </div>
          <Button size="sm" onClick={choose} data-testid={`conflict-${which}`}>
            {t(which === 'mine' ? 'report.conflict.keepMine' : 'report.conflict.takeTheirs')}
          </Button>
        </div>
      ))}
    </div>
  );
}
