import { CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';

/** A question with its answer. */
export function Question({
  title,
  lead,
  testId,
  children,
}: {
  title: string;
  lead?: string;
  testId: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      data-testid={testId}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface-1 p-4 max-sm:p-3"
    >
      <div>
        <h2 className="text-[14px] font-semibold">{title}</h2>
        {lead !== undefined && (
          <p className="mt-0.5 max-w-[95ch] text-[12px] text-pretty text-text-2">{lead}</p>
        )}
      </div>
      {children}
    </section>
  );
}

/** Stands in the place of a figure that the log does not carry. */
export function Refused({ of, reason }: { of?: string; reason: string }) {
  return (
    <p data-testid="refused" className="flex gap-1.5 text-[12.5px] text-pretty text-text-2">
      <CircleSlash size={14} aria-hidden className="mt-[3px] shrink-0 text-text-3" />
      <span>
        {of === undefined ? t('impact.refused') : t('impact.refused.of', { of })} {reason}
      </span>
    </p>
  );
}

/** Groups without figures, by the reason that they share. */
export function RefusedGroups({ groups }: { groups: readonly { name: string; reason: string | null }[] }) {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of groups)
    if (reason !== null) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([reason, names]) => (
    <Refused key={reason} of={names.join(', ')} reason={reason} />
  ));
}

type Answer<T> = { known: true; value: T } | { known: false; refusal: { reason: string } };

/** A figure, or the sentence why there is none. */
export function Told<T>({ answer, children }: { answer: Answer<T>; children: (value: T) => ReactNode }) {
  return answer.known ? children(answer.value) : <Refused reason={answer.refusal.reason} />;
}

/** Figures by name, one below the other. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[minmax(0,max-content)_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-[12.5px] max-sm:grid-cols-1 max-sm:gap-y-0.5">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="tabular min-w-0 max-sm:mb-1.5">{children}</dd>
    </>
  );
}
