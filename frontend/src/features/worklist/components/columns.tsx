import type { ReactNode } from 'react';
import { Download } from 'lucide-react';
import type { ColumnId, WorklistItem } from '@firstread/contract';
import { AiProgressLabel, AiStateLabel } from '@/components/clinical/ai-state';
import { aiWords } from '@/components/clinical/ai-words';
import { overviewOf, type AiOverview } from '@/components/clinical/ai-summary';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { ClaimMark } from '@/components/clinical/claim-mark';
import { CriticalResultMark } from '@/components/clinical/critical-result-mark';
import { HoldMark } from '@/components/clinical/hold-mark';
import { PatientName } from '@/components/clinical/patient-name';
import { reasonLine } from '@/components/clinical/reasons';
import { ageAndSex } from '@/lib/format/patient';
import { versionLabel } from '@/lib/format/text';
import { t, type MessageKey } from '@/lib/i18n';
import { DueText } from './due-cell';
import { WaitingText } from './waiting-cell';

export interface Column {
  title: MessageKey;
  /** Numbers stand to the right, under their title. */
  end?: boolean;
  render: (item: WorklistItem, openStudy: (item: WorklistItem) => ReactNode) => ReactNode;
}

function Truncated({ text, className = '' }: { text: string; className?: string }) {
  return (
    <bdi dir="auto" title={text} className={`block truncate ${className}`}>
      {text}
    </bdi>
  );
}

/** A hold takes no more than what the reason leaves. */
function WhyCell({ item }: { item: WorklistItem }) {
  const line = reasonLine(item.reasons);
  return (
    <span className="flex w-full min-w-0 items-center gap-2">
      <span
        title={item.reasons.map((reason) => reason.text).join('\n')}
        className={`truncate text-text-2 ${item.hold ? 'min-w-[45%] flex-[1_1_0%]' : 'min-w-0'}`}
      >
        {line}
      </span>
      <span className={`ml-auto flex gap-1 ${item.hold ? 'min-w-0' : 'shrink-0'}`}>
        <CriticalResultMark open={item.openCritical} />
        <HoldMark hold={item.hold} />
        <ClaimMark claim={item.claim} />
        {item.preliminaryBy !== null && (
          <bdi
            className="max-w-[160px] min-w-0 truncate text-[11px] text-text-2"
            title={t('report.preliminaryBy', { name: item.preliminaryBy })}
          >
            {t('report.preliminaryBy', { name: item.preliminaryBy })}
          </bdi>
        )}
      </span>
    </span>
  );
}

function PatientCell({ item, children }: { item: WorklistItem; children: ReactNode }) {
  const facts = ageAndSex(item.patient, item.studyDate ?? item.readyAt);
  return (
    <span className="flex w-full min-w-0 items-baseline gap-2">
      <span className="min-w-0 truncate">{children}</span>
      <span className="claim-narrow">
        <CriticalResultMark open={item.openCritical} />
        <HoldMark hold={item.hold} />
        <ClaimMark claim={item.claim} />
      </span>
      <span className="tabular ml-auto shrink-0 text-[11.5px] text-text-3">{facts}</span>
    </span>
  );
}

function StudyCell({ item }: { item: WorklistItem }) {
  const text = item.studyDescription ?? item.bodyParts.join(', ');
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {item.receiving && (
        <Download size={12} className="shrink-0 text-cyan" role="img" aria-label={t('receiving.mark')}>
          <title>{t('receiving.mark')}</title>
        </Download>
      )}
      <Truncated text={text === '' ? '–' : text} className={text === '' ? 'text-text-3' : ''} />
    </span>
  );
}

/** Where the patient is, and the institution that the images name. */
function whereIs({ location, institution }: WorklistItem): string {
  return [location, institution].filter((part) => part !== null && part !== '').join(' · ') || '–';
}

/** Model, state and reason of every result, for hover. */
function aiTitle(item: WorklistItem): string {
  if (item.ai.length === 0) return t('ai.none.detail');
  return item.ai
    .map((result) => {
      const { state, why } = aiWords(result);
      const name = `${result.modelName} ${versionLabel(result.modelVersion)}: ${state}`;
      const labels = result.findings.filter((finding) => finding.flagged).map((finding) => finding.label);
      return [
        name,
        ...labels,
        ...(why === null ? [] : [why]),
        ...(result.stale ? [t('ai.stale.detail')] : []),
      ].join(' – ');
    })
    .join('\n');
}

function statusText(overview: AiOverview): string | undefined {
  const { finished, total } = overview;
  if (total > 1 && finished < total && overview.status !== 'none')
    return `${t(`ai.${overview.status}`)} ${finished}/${total}`;
  return undefined;
}

export function triageText(overview: AiOverview): string | undefined {
  if (overview.triage === 'flagged') {
    const [first, ...rest] = overview.suspicions;
    if (first === undefined) return undefined;
    return rest.length === 0 ? first : `${first} ${t('ai.more', { count: rest.length })}`;
  }
  if (overview.stale && overview.triage === 'notFlagged') return `${t('ai.notFlagged')} · ${t('ai.stale')}`;
  return undefined;
}

export function TriageCell({ item }: { item: WorklistItem }) {
  const overview = overviewOf(item.ai);
  const text = triageText(overview);
  if (overview.triage === 'none') {
    return (
      <span className="text-text-3" data-ai-state="none" title={t('ai.none.detail')}>
        –<span className="sr-only"> {t('ai.none.detail')}</span>
      </span>
    );
  }
  return (
    <AiStateLabel state={overview.triage} title={aiTitle(item)} {...(text === undefined ? {} : { text })} />
  );
}

function StatusCell({ item }: { item: WorklistItem }) {
  const overview = overviewOf(item.ai);
  const text = statusText(overview);
  return (
    <AiProgressLabel
      state={overview.status}
      title={aiTitle(item)}
      {...(text === undefined ? {} : { text })}
    />
  );
}

function AlgorithmCell({ item }: { item: WorklistItem }) {
  const { lead, triage } = overviewOf(item.ai);
  if (!lead || triage === 'notEligible') return <span className="text-text-3">–</span>;
  const text = `${lead.modelName} ${versionLabel(lead.modelVersion)}`;
  return <Truncated text={text} className="text-text-3" />;
}

function IdCell({ item }: { item: WorklistItem }) {
  return (
    <span
      className="num flex min-w-0 items-baseline gap-1.5"
      title={`${item.patient.id} / ${item.accessionNumber ?? '–'}`}
    >
      <bdi className="truncate text-text-2">
        {item.patient.id === '' ? t('patient.noId') : item.patient.id}
      </bdi>
      {item.accessionNumber !== null && item.accessionNumber !== '' && (
        <bdi className="shrink-[1000] truncate text-text-3">/ {item.accessionNumber}</bdi>
      )}
    </span>
  );
}

export const columns: Readonly<Record<ColumnId, Column>> = {
  due: { title: 'worklist.column.due', render: (item) => <DueText item={item} /> },
  priority: {
    title: 'worklist.column.priority',
    render: (item) => <BandBadge kind={bandKind(item)} />,
  },
  why: { title: 'worklist.column.why', render: (item) => <WhyCell item={item} /> },
  patient: {
    title: 'worklist.column.patient',
    render: (item, openStudy) => <PatientCell item={item}>{openStudy(item)}</PatientCell>,
  },
  id: { title: 'worklist.column.id', render: (item) => <IdCell item={item} /> },
  exam: { title: 'worklist.column.exam', render: (item) => <StudyCell item={item} /> },
  modality: {
    title: 'worklist.column.modality',
    render: (item) => (
      <Truncated text={item.modalities.join('+') || '–'} className="font-medium text-text-2" />
    ),
  },
  location: {
    title: 'worklist.column.location',
    render: (item) => <Truncated text={whereIs(item)} className="text-text-3" />,
  },
  waiting: { title: 'worklist.column.waiting', render: (item) => <WaitingText item={item} /> },
  aiStatus: { title: 'worklist.column.aiStatus', render: (item) => <StatusCell item={item} /> },
  aiTriage: { title: 'worklist.column.aiTriage', render: (item) => <TriageCell item={item} /> },
  algorithm: { title: 'worklist.column.algorithm', render: (item) => <AlgorithmCell item={item} /> },
  images: {
    title: 'worklist.column.images',
    end: true,
    render: (item) => <span className="tabular text-text-2">{item.instanceCount}</span>,
  },
};

export function StudyLinkText({ item }: { item: WorklistItem }) {
  return <PatientName name={item.patient.name} className="font-medium text-text-1" />;
}
