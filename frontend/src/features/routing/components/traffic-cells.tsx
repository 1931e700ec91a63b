'use client';
import Link from 'next/link';
import {
  ArrowLeftRight,
  CircleCheck,
  Hourglass,
  RotateCw,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { t } from '@/lib/i18n';

export type Progress = 'waiting' | 'again' | 'moving' | 'done' | 'failed';

const looks: Record<Progress, { icon: LucideIcon; className: string }> = {
  waiting: { icon: Hourglass, className: 'text-text-2' },
  again: { icon: RotateCw, className: 'text-amber' },
  moving: { icon: ArrowLeftRight, className: 'text-cyan' },
  done: { icon: CircleCheck, className: 'text-green' },
  failed: { icon: TriangleAlert, className: 'text-amber' },
};

/** The state as icon and word. */
export function ProgressState({ progress, text }: { progress: Progress; text: string }) {
  const { icon: Icon, className } = looks[progress];
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon size={13} aria-hidden className="shrink-0" />
      {text}
    </span>
  );
}

/** The last digits, which is where UIDs differ. */
export function tailOf(uid: string): string {
  return uid.slice(-8);
}

/** A study by the end of its UID: the list carries nothing of the patient. */
export function StudyLink({ uid }: { uid: string }) {
  return (
    <Link
      href={`/studies/${uid}`}
      prefetch={false}
      title={uid}
      aria-label={t('deliveries.open', { tail: tailOf(uid) })}
      className="num whitespace-nowrap text-cyan underline-offset-2 hover:underline"
    >
      …{tailOf(uid)}
    </Link>
  );
}

/** Why the last attempt did not succeed; in full on hover. */
export function ProblemText({ problem }: { problem: string | null }) {
  if (problem === null) return <span className="text-text-3">–</span>;
  return (
    <p title={problem} className="line-clamp-2 leading-[16px] break-words text-text-2 max-md:line-clamp-none">
      {problem}
    </p>
  );
}
