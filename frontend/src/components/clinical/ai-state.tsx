import {
  Ban,
  CircleDashed,
  CircleSlash2,
  FileQuestion,
  Hourglass,
  ImageOff,
  LoaderCircle,
  Minus,
  ScanEye,
  Sparkles,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { t, type MessageKey } from '@/lib/i18n';
import type { TriageState } from './ai-summary';

interface Look {
  icon: LucideIcon;
  text: MessageKey;
  detail: MessageKey | null;
  className: string;
}

/** Violet is for a suspicion; amber for what is missing and should not be; grey for the rest. Nothing is green. */
export const aiLooks: Record<TriageState, Look> = {
  flagged: { icon: Sparkles, text: 'ai.flagged', detail: null, className: 'text-violet' },
  notFlagged: {
    icon: ScanEye,
    text: 'ai.notFlagged',
    detail: 'ai.notFlagged.detail',
    className: 'text-text-2',
  },
  pending: { icon: Hourglass, text: 'ai.pending', detail: 'ai.pending.detail', className: 'text-text-3' },
  running: { icon: LoaderCircle, text: 'ai.running', detail: 'ai.running.detail', className: 'text-cyan' },
  failed: { icon: TriangleAlert, text: 'ai.failed', detail: 'ai.failed.detail', className: 'text-amber' },
  notEvaluable: {
    icon: CircleSlash2,
    text: 'ai.notEvaluable',
    detail: 'ai.notEvaluable.detail',
    className: 'text-amber',
  },
  withdrawn: {
    icon: ImageOff,
    text: 'ai.withdrawn',
    detail: 'ai.withdrawn.detail',
    className: 'text-amber',
  },
  unreadable: {
    icon: FileQuestion,
    text: 'ai.unreadable',
    detail: 'ai.unreadable.detail',
    className: 'text-amber',
  },
  notEligible: {
    icon: Ban,
    text: 'ai.notEligible',
    detail: 'ai.notEligible.detail',
    className: 'text-text-3',
  },
  none: { icon: CircleDashed, text: 'ai.none', detail: 'ai.none.detail', className: 'text-text-3' },
};

interface Props {
  state: TriageState;
  /** Words in the place of the state's own, e.g. what is suspected. */
  text?: string;
  title?: string;
}

export function AiStateLabel({ state, text, title }: Props) {
  const { icon: Icon, className, text: own } = aiLooks[state];
  return (
    <span
      data-ai-state={state}
      title={title}
      className={`inline-flex max-w-full min-w-0 items-center gap-1.5 ${className}`}
    >
      <Icon size={13} strokeWidth={2} aria-hidden className="shrink-0" />
      <span className="truncate">{text ?? t(own)}</span>
    </span>
  );
}

/** The progress column: the same icons, but a finished result is only "done" there. */
export function AiProgressLabel({ state, text, title }: Props) {
  if (state !== 'notFlagged')
    return (
      <AiStateLabel
        state={state}
        {...(text === undefined ? {} : { text })}
        {...(title === undefined ? {} : { title })}
      />
    );
  return (
    <span data-ai-state="done" title={title} className="inline-flex min-w-0 items-center gap-1.5 text-text-2">
      <Minus size={13} aria-hidden className="shrink-0 text-text-3" />
      <span className="truncate">{text ?? t('ai.done')}</span>
    </span>
  );
}
