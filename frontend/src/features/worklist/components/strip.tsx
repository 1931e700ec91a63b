'use client';
import { useEffect, useRef, useState } from 'react';
import { ArrowUp, Check, Pause, Plus } from 'lucide-react';
import { seenIn, type ApplyAfter, type WorklistItem } from '@firstread/contract';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { PatientName } from '@/components/clinical/patient-name';
import { StudyLink } from '@/components/clinical/study-link';
import { KeyHint } from '@/components/keys/key-hint';
import { labelOf } from '@/components/keys/keys-help';
import { Button } from '@/components/ui/button';
import { t, tn } from '@/lib/i18n';
import { quietMs } from '@/lib/list/use-idle';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import { hasChanges, type Strip } from '../model/hold';

const SHOWN = 4;

function summaryOf(strip: Strip): string {
  const parts: string[] = [];
  if (strip.movedUp.length > 0) parts.push(tn('worklist.strip.up', strip.movedUp.length));
  if (strip.added.length > 0) parts.push(tn('worklist.strip.new', strip.added.length));
  if (strip.movedDown.length > 0) parts.push(tn('worklist.strip.down', strip.movedDown.length));
  if (strip.gone.length > 0) parts.push(tn('worklist.strip.gone', strip.gone.length));
  return parts.join(' · ');
}

function PromotedChip({ item, kind }: { item: WorklistItem; kind: 'up' | 'new' }) {
  const Icon = kind === 'up' ? ArrowUp : Plus;
  return (
    <li className="min-w-0">
      <StudyLink
        studyUid={item.studyInstanceUid}
        seen={seenIn(item)}
        data-testid="strip-item"
        data-study-uid={item.studyInstanceUid}
        title={item.reasons.map((reason) => reason.text).join('\n')}
        className="flex h-[22px] max-w-72 min-w-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface-2 px-1.5 text-[12px] hover:border-cyan-line hover:bg-surface-3"
      >
        <Icon
          size={12}
          className="shrink-0 text-cyan"
          role="img"
          aria-label={t(kind === 'up' ? 'worklist.strip.moved' : 'worklist.strip.added')}
        />
        <BandBadge kind={bandKind(item)} />
        <PatientName name={item.patient.name} className="truncate" />
        <span className="shrink-0 text-text-3">{item.modalities.join('+')}</span>
      </StudyLink>
    </li>
  );
}

/** Says it politely once things have been quiet for a moment, so that a burst is one sentence. */
function useAnnouncement(text: string): string {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    timer.current = setTimeout(() => setSaid(text), 600);
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [text]);
  return said;
}

/** Counts down from the last move of pointer or keyboard. */
function AppliesIn({ seconds }: { seconds: ApplyAfter }) {
  const [left, setLeft] = useState<number>(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(1, Math.ceil(seconds - quietMs() / 1000))), 500);
    return () => clearInterval(timer);
  }, [seconds]);
  return (
    <span data-testid="strip-applies" className="tabular font-normal text-text-2 max-sm:hidden">
      {t('worklist.strip.applies', { seconds: left })}
    </span>
  );
}

interface Props {
  strip: Strip;
  held: boolean;
  /** After how many quiet seconds it applies itself; null where it does not. */
  applies: ApplyAfter | null;
  onApply: () => void;
  /** The list is sorted by the reader. */
  departs: boolean;
}

/** One line of fixed height, so that what it says never moves the rows below it. */
export function HeldStrip({ strip, held, applies, onApply, departs }: Props) {
  const changes = hasChanges(strip);
  const summary = summaryOf(strip);
  const hint = t('worklist.strip.applyHint', { key: labelOf(useOwnKeys(), 'apply') });
  const said = useAnnouncement(changes ? `${summary}. ${hint}.` : '');
  const promoted = [
    ...strip.movedUp.map((item) => ({ item, kind: 'up' as const })),
    ...strip.added.map((item) => ({ item, kind: 'new' as const })),
  ].sort((a, b) => a.item.band - b.item.band);
  const hidden = promoted.length - SHOWN;
  return (
    <section
      data-testid="held-strip"
      data-held={held}
      data-changes={changes}
      aria-label={t('worklist.strip.label')}
      className={`flex h-8 shrink-0 items-center gap-3 border-b px-3 text-[12px] ${
        changes ? 'border-cyan-line bg-cyan-soft' : 'border-line bg-surface-0'
      }`}
    >
      <span className="sr-only" role="status">
        {said}
      </span>
      {changes ? (
        <>
          <span className="shrink-0 font-medium text-cyan" data-testid="strip-summary">
            {summary}
            <span className="font-normal text-text-2 max-sm:hidden"> — {hint}</span>
            {applies !== null && <AppliesIn seconds={applies} />}
          </span>
          <ul className="flex min-w-0 flex-1 items-center gap-1.5 overflow-hidden">
            {promoted.slice(0, SHOWN).map(({ item, kind }) => (
              <PromotedChip key={item.studyInstanceUid} item={item} kind={kind} />
            ))}
            {hidden > 0 && (
              <li className="shrink-0 text-text-2">{t('worklist.strip.more', { count: hidden })}</li>
            )}
          </ul>
          <Button size="sm" variant="primary" className="ml-auto" onClick={onApply} data-testid="strip-apply">
            {t('worklist.strip.apply')}{' '}
            <span className="max-sm:hidden">
              <KeyHint action="apply" />
            </span>
          </Button>
        </>
      ) : (
        <span className="flex items-center gap-1.5 text-text-3">
          {held ? <Pause size={12} aria-hidden /> : <Check size={12} aria-hidden />}
          {t(held ? 'worklist.strip.held' : departs ? 'worklist.strip.sorted' : 'worklist.strip.current')}
        </span>
      )}
    </section>
  );
}
