'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { seenIn, type AiSummary, type WorklistItem } from '@firstread/contract';
import { useClaimWord } from '@/components/assignment/use-claiming';
import { AiStateLabel } from '@/components/clinical/ai-state';
import { aiWords } from '@/components/clinical/ai-words';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { ClaimMark } from '@/components/clinical/claim-mark';
import { CriticalResultMark } from '@/components/clinical/critical-result-mark';
import { HoldMark, holdSource } from '@/components/clinical/hold-mark';
import { PatientName } from '@/components/clinical/patient-name';
import { ReasonList } from '@/components/clinical/reasons';
import { StudyLink } from '@/components/clinical/study-link';
import { KeyHint } from '@/components/keys/key-hint';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { useMay, useTimeZone } from '@/lib/auth/session';
import { formatInstant } from '@/lib/format/instant';
import { ageAndSex } from '@/lib/format/patient';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import { DueText } from './due-cell';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line px-4 py-3">
      <h3 className="mb-2 text-[11px] font-medium tracking-[0.02em] text-text-3">{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words text-text-1">{children}</dd>
    </>
  );
}

function AiResultLine({ result }: { result: AiSummary }) {
  const flagged = result.findings.filter((finding) => finding.flagged);
  const { state, why } = aiWords(result);
  return (
    <li className="flex flex-col gap-0.5" data-testid="peek-ai-result">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate">{result.modelName}</span>
        <span className="shrink-0 text-[11.5px] text-text-3">{versionLabel(result.modelVersion)}</span>
      </div>
      <div className="text-[12px]">
        <AiStateLabel state={result.state} text={state} />
        {flagged.map((finding) => (
          <p key={finding.label} className="pl-[19px] break-words text-violet">
            {finding.label}
            {finding.critical && <span className="text-text-2"> · {t('study.ai.critical')}</span>}
          </p>
        ))}
        {why !== null && <p className="pl-[19px] break-words text-text-3">{why}</p>}
        {result.stale && <p className="pl-[19px] text-amber">{t('ai.stale.detail')}</p>}
      </div>
    </li>
  );
}

function StudyFacts({ item }: { item: WorklistItem }) {
  const zone = useTimeZone();
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 text-[12px]">
      <Fact name={t('worklist.peek.ready')}>{formatInstant(item.readyAt, zone)}</Fact>
      <Fact name={t('worklist.peek.due')}>{formatInstant(item.dueAt, zone)}</Fact>
      <Fact name={t('worklist.peek.order')}>{t(`order.${item.orderClass}`)}</Fact>
      <Fact name={t('worklist.peek.date')}>{item.studyDate ?? '–'}</Fact>
      <Fact name={t('worklist.peek.modality')}>{item.modalities.join(', ') || '–'}</Fact>
      <Fact name={t('worklist.peek.bodyPart')}>{item.bodyParts.join(', ') || '–'}</Fact>
      <Fact name={t('worklist.peek.location')}>{item.location ?? '–'}</Fact>
      <Fact name={t('worklist.peek.institution')}>{item.institution ?? '–'}</Fact>
      <Fact name={t('worklist.peek.series')}>{item.seriesCount}</Fact>
      <Fact name={t('worklist.peek.images')}>{item.instanceCount}</Fact>
      <Fact name={t('worklist.peek.uid')}>
        <span className="num text-[10.5px] break-all text-text-3">{item.studyInstanceUid}</span>
      </Fact>
    </dl>
  );
}

interface Props {
  item: WorklistItem;
  gone: boolean;
  onClose: () => void;
  onPriority: () => void;
  /** Undefined where the session may not claim. */
  onClaim: (() => void) | undefined;
  /** Undefined where the session may not place or end holds. */
  onHold: (() => void) | undefined;
  onRead: () => void;
}

function PeekHeader({ item, onClose }: { item: WorklistItem; onClose: () => void }) {
  return (
    <header className="px-4 pt-3 pb-3">
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 text-[15px] leading-5 font-semibold break-words">
          <PatientName name={item.patient.name} />
        </h2>
        <IconButton label={t('common.close')} onClick={onClose} className="-mt-1 -mr-1.5">
          <X size={16} />
        </IconButton>
      </div>
      <p className="mt-0.5 text-[12px] text-text-2">
        {ageAndSex(item.patient, item.studyDate ?? item.readyAt)}
        {item.patient.birthDate !== null && (
          <span className="text-text-3"> · {t('study.born', { date: item.patient.birthDate })}</span>
        )}
      </p>
      <p className="num mt-0.5 break-all text-text-3">
        <bdi>{item.patient.id || t('patient.noId')}</bdi>
        {item.accessionNumber !== null && <bdi> / {item.accessionNumber}</bdi>}
      </p>
      <p className="mt-2 break-words">{item.studyDescription ?? '–'}</p>
      <div className="mt-2 flex items-center gap-3 text-[12px]">
        <BandBadge kind={bandKind(item)} />
        <DueText item={item} />
        <CriticalResultMark open={item.openCritical} />
        <HoldMark hold={item.hold} />
        <ClaimMark claim={item.claim} />
      </div>
    </header>
  );
}

/** What there is to know of the row without leaving the list. */
export function Peek({ item, gone, onClose, onPriority, onClaim, onHold, onRead }: Props) {
  const claimWord = useClaimWord(item.claim);
  const mayPrioritise = useMay('worklist.prioritise');
  const mayRead = useMay('worklist.markRead');
  return (
    <aside
      data-testid="peek"
      data-study-uid={item.studyInstanceUid}
      aria-label={t('worklist.peek')}
      className="flex w-[360px] shrink-0 flex-col overflow-hidden border-l border-line-strong bg-surface-1 max-md:fixed max-md:inset-x-0 max-md:top-11 max-md:bottom-0 max-md:z-30 max-md:w-auto"
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <PeekHeader item={item} onClose={onClose} />
        <Section title={t('worklist.peek.why')}>
          <ReasonList reasons={item.reasons} />
          {item.hold && <p className="mt-0.5 pl-[22px] break-words text-text-3">{holdSource(item.hold)}</p>}
          <p className="mt-2 text-[11px] text-text-3">
            {t('worklist.footer.policy', { version: item.policyVersion })}
          </p>
        </Section>
        <Section title={t('worklist.peek.ai')}>
          {item.ai.length === 0 ? (
            <p className="text-text-3">{t('ai.none.detail')}</p>
          ) : (
            <ul className="flex flex-col gap-2.5">
              {item.ai.map((result) => (
                <AiResultLine key={`${result.modelId} ${result.modelVersion}`} result={result} />
              ))}
            </ul>
          )}
        </Section>
        <Section title={t('worklist.peek.study')}>
          <StudyFacts item={item} />
        </Section>
      </div>
      <footer data-under-toasts className="grid grid-cols-2 gap-2 border-t border-line px-4 py-2.5">
        <StudyLink
          studyUid={item.studyInstanceUid}
          seen={seenIn(item)}
          className="col-span-2 inline-flex h-8 items-center justify-center gap-1.5 rounded-md bg-cyan px-3 font-semibold text-surface-0 hover:brightness-110"
        >
          {t('worklist.peek.open')}
        </StudyLink>
        {mayPrioritise && !gone && (
          <Button onClick={onPriority}>
            {t('worklist.peek.priority')} <KeyHint action="priority" />
          </Button>
        )}
        {onClaim && !gone && (
          <Button onClick={onClaim} data-testid="peek-claim">
            {claimWord} <KeyHint action="claim" />
          </Button>
        )}
        {onHold && !gone && (
          <Button onClick={onHold} data-testid="peek-hold">
            {t(item.hold ? 'hold.end' : 'hold.button')} <KeyHint action="hold" />
          </Button>
        )}
        {mayRead && !gone && (
          <Button onClick={onRead}>
            {t('worklist.peek.read')} <KeyHint action="read" />
          </Button>
        )}
      </footer>
    </aside>
  );
}
