'use client';
import { Siren, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useCriticalCount, type CriticalCount } from '@/lib/critical/use-critical-count';
import { t, tn } from '@/lib/i18n';

/** What the entry of critical results says. */
export function criticalWords(count: CriticalCount | null): string {
  if (!count || count.open === 0) return t('nav.critical');
  return t(count.overdue > 0 ? 'critical.rail' : 'critical.rail.onTime', { ...count });
}

/** How many are open; overdue ones as such. Words beside it say the same. */
export function CriticalMark({ count }: { count: CriticalCount | null }) {
  if (!count || count.open === 0) return null;
  const overdue = count.overdue > 0;
  return (
    <span
      aria-hidden
      data-testid="critical-count"
      data-overdue={count.overdue}
      className={`tabular inline-flex h-4 min-w-4 items-center justify-center gap-0.5 rounded-full px-1 text-[10.5px] leading-none font-semibold ${
        overdue ? 'bg-red-strong text-white' : 'bg-surface-3 text-text-1 ring-1 ring-line-strong'
      }`}
    >
      {overdue && <TriangleAlert size={9} strokeWidth={2.5} />}
      {count.open}
    </span>
  );
}

/** The same on a phone, which has no rail; only where something is open. Says to screen readers what becomes overdue. */
export function CriticalLink() {
  const count = useCriticalCount();
  return (
    <>
      <span role="status" aria-live="polite" className="sr-only">
        {count && count.overdue > 0 && tn('critical.said', count.overdue)}
      </span>
      {count && count.open > 0 && (
        <Link
          href="/critical"
          aria-label={criticalWords(count)}
          className="inline-flex h-8 shrink-0 items-center gap-1 rounded-md px-1.5 text-text-2 hover:bg-surface-2 sm:hidden"
        >
          <Siren size={15} aria-hidden />
          <CriticalMark count={count} />
        </Link>
      )}
    </>
  );
}
