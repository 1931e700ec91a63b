'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Archive, History, Hourglass, ImageOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ChangeSince, Hold, Study } from '@firstread/contract';
import { holdWords } from '@/components/clinical/hold-mark';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { useMay, useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { makeReading, studyKey } from '../api/study';
import { rejectedWords } from '../model/rejected-words';
import { sinceWords } from '../model/since-words';

function Notice({ icon, testId, children }: { icon: ReactNode; testId: string; children: ReactNode }) {
  return (
    <p
      data-testid={testId}
      className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line bg-surface-1 px-4 py-1 text-[12px] text-text-2"
    >
      {icon}
      {children}
    </p>
  );
}

function PriorNotice({ studyUid }: { studyUid: string }) {
  const client = useQueryClient();
  const toast = useToast();
  const may = useMay('study.intoReading');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (): void => {
    setBusy(true);
    makeReading(studyUid).then(
      () => {
        void client.invalidateQueries({ queryKey: studyKey(studyUid) });
        toast({ text: t('study.prior.made') });
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(t('study.prior.error', { detail: error instanceof Error ? error.message : '' }));
      },
    );
  };
  return (
    <Notice icon={<Archive size={13} aria-hidden className="shrink-0" />} testId="prior-notice">
      <span>{t('study.prior')}</span>
      {may && (
        <Button size="sm" disabled={busy} onClick={submit} data-testid="make-reading">
          {t('study.prior.makeReading')}
        </Button>
      )}
      {problem !== null && (
        <span role="alert" className="text-amber">
          {problem}
        </span>
      )}
    </Notice>
  );
}

function HoldNotice({ hold }: { hold: Hold }) {
  const now = useNowRounded(5000);
  const zone = useTimeZone();
  if (Date.parse(hold.until) <= now) return null;
  return (
    <Notice icon={<Hourglass size={13} aria-hidden className="shrink-0" />} testId="hold-notice">
      {t('hold.notice', { time: formatTime(hold.until, zone, now), words: holdWords(hold) })}
    </Notice>
  );
}

interface Props {
  study: Study;
  changes: readonly ChangeSince[];
}

/**
 * What a reader must know of the study before the images: what became of it since the list showed it, that it is a prior
 * or on hold, and what was taken out of it.
 */
export function StudyNotices({ study, changes }: Props) {
  return (
    <>
      {changes.length > 0 && (
        <Notice icon={<History size={13} aria-hidden className="shrink-0" />} testId="since-notice">
          <span role="status">{sinceWords(changes)}</span>
        </Notice>
      )}
      {study.intake === 'prior' && <PriorNotice studyUid={study.studyInstanceUid} />}
      {study.worklistItem?.hold && <HoldNotice hold={study.worklistItem.hold} />}
      {study.rejected.map((count) => (
        <Notice
          key={count.code}
          icon={<ImageOff size={13} aria-hidden className="shrink-0 text-amber" />}
          testId="rejected-notice"
        >
          {rejectedWords(count)}
        </Notice>
      ))}
    </>
  );
}
