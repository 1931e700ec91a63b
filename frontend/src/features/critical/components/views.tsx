'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';

const views = [
  { id: 'open', path: '/critical', needs: 'critical.read' },
  { id: 'done', path: '/critical?show=done', needs: 'critical.read' },
  { id: 'handOver', path: '/critical/hand-over', needs: 'critical.write' },
  { id: 'report', path: '/critical/report', needs: 'critical.report' },
] as const;

type ViewId = (typeof views)[number]['id'];

function ViewLink({ view, current }: { view: (typeof views)[number]; current: ViewId }) {
  if (!useMay(view.needs)) return null;
  return (
    <Link
      href={view.path}
      aria-current={view.id === current ? 'page' : undefined}
      className="flex h-7 items-center rounded-md px-3 text-[12px] whitespace-nowrap text-text-2 hover:bg-surface-2 aria-[current]:bg-cyan-soft aria-[current]:text-cyan max-md:h-9"
    >
      {t(`critical.view.${view.id}`)}
    </Link>
  );
}

/** The pages of critical results under one row of links. */
export function CriticalFrame({ current, children }: { current: ViewId; children: ReactNode }) {
  return (
    <div
      className="h-full overflow-y-auto print:h-auto print:overflow-visible"
      data-testid={`critical-${current}`}
    >
      <div className="mx-auto flex max-w-[1880px] flex-col gap-3 p-5 max-sm:p-3 print:p-0">
        <nav aria-label={t('critical.views')} className="flex gap-1 overflow-x-auto print:hidden">
          {views.map((view) => (
            <ViewLink key={view.id} view={view} current={current} />
          ))}
        </nav>
        {children}
      </div>
    </div>
  );
}
