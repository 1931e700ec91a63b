import type { PastStudy } from '@firstread/contract';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { StudyUidLink } from '@/components/clinical/study-uid-link';
import type { Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { personWords, reasonWords, whyWords } from '../model/words';

function Lines({ of }: { of: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {of.map((line) => (
        <li key={line} className="break-words">
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  );
}

function thenWords({ claim, hold, skips, keptFromReader }: PastStudy): string[] {
  const held =
    claim &&
    t(claim.handedOver ? 'history.claim.handedOver' : 'history.claim', { name: personWords(claim.by) });
  return [
    held ?? t('history.free'),
    ...(hold ? [t('history.hold', { kind: t(`hold.kind.${hold.kind}`) })] : []),
    ...skips.map(({ by, reason }) =>
      t('history.skip', { name: personWords(by), reason: reasonWords(reason) }),
    ),
    ...(keptFromReader ? [t('history.kept', { why: t(`history.kept.${keptFromReader}`) })] : []),
  ];
}

function Became({ next }: Pick<PastStudy, 'next'>) {
  if (next.length === 0) return <span className="text-text-3">{t('history.became.none')}</span>;
  return (
    <ol className="flex flex-col gap-0.5">
      {next.map(({ kind, at, by }, index) => (
        <li key={index}>
          <Instant at={at} /> {t(`turnaround.event.${kind}`)}
          {by?.name && <bdi className="text-text-3"> {by.name}</bdi>}
        </li>
      ))}
    </ol>
  );
}

export const historyColumns: readonly Column<PastStudy>[] = [
  { id: 'place', head: t('history.place'), cell: ({ place }) => <span className="tabular">{place}</span> },
  {
    id: 'study',
    head: t('history.study'),
    className: 'md:max-w-56',
    cell: ({ studyInstanceUid: uid, accessionNumber, modality, site }) => (
      <span className="block min-w-0">
        <StudyUidLink uid={uid} number={accessionNumber ?? uid} />
        <bdi className="text-text-3">{[modality, site].filter(Boolean).join(' · ')}</bdi>
      </span>
    ),
  },
  {
    id: 'priority',
    head: t('history.priority'),
    cell: ({ reasons, ...study }) => <BandBadge kind={bandKind({ ...study, reasons: reasonsOf(reasons) })} />,
  },
  {
    id: 'why',
    head: t('history.why'),
    cell: (study) => (
      <span>
        <Lines of={whyWords(study)} />
        {study.rules && <span className="text-text-3">{t('history.rules', { rules: study.rules })}</span>}
      </span>
    ),
  },
  { id: 'due', head: t('history.due'), cell: ({ dueAt }) => (dueAt ? <Instant at={dueAt} /> : '–') },
  { id: 'then', head: t('history.state'), cell: (study) => <Lines of={thenWords(study)} /> },
  { id: 'became', head: t('history.became'), cell: Became },
];

/** The badge asks for their kinds alone. */
function reasonsOf(kinds: readonly string[]): Parameters<typeof bandKind>[0]['reasons'] {
  return (['order', 'ai', 'overdue', 'hold'] as const)
    .filter((kind) => kinds.includes(kind))
    .map((kind) => ({ kind, text: '' }));
}
