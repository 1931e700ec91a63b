'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Action } from '@firstread/contract';
import { useSession } from '@/lib/auth/session';
import { t, type MessageKey } from '@/lib/i18n';

/** The pages of administration, in the order of their tabs. */
export const adminPages: readonly { path: string; action: Action; text: MessageKey }[] = [
  { path: '/admin/peers', action: 'peer.read', text: 'admin.peers' },
  { path: '/admin/forwarding', action: 'routing.read', text: 'admin.forwarding' },
  { path: '/admin/priors', action: 'routing.read', text: 'admin.priors' },
  { path: '/admin/quarantine', action: 'quarantine.read', text: 'admin.quarantine' },
  { path: '/admin/readers', action: 'reader.manage', text: 'admin.readers' },
  { path: '/admin/alerts', action: 'alert.configure', text: 'admin.alerts' },
  { path: '/admin/critical', action: 'critical.configure', text: 'admin.critical' },
  { path: '/admin/reports', action: 'report.manage', text: 'admin.reports' },
];

/** The pages of administration under one row of tabs. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const session = useSession();
  const pathname = usePathname();
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-10 shrink-0 items-stretch gap-5 border-b border-line bg-surface-1 px-5 max-sm:px-3">
        <h1 className="self-center text-[13px] font-semibold max-sm:sr-only">{t('nav.admin')}</h1>
        <nav aria-label={t('nav.admin')} className="flex min-w-0 items-stretch gap-1 overflow-x-auto">
          {adminPages
            .filter((page) => session.actions.includes(page.action))
            .map(({ path, text }) => (
              <Link
                key={path}
                href={path}
                aria-current={pathname === path ? 'page' : undefined}
                className="flex items-center border-b-2 border-transparent px-2.5 text-[12px] whitespace-nowrap text-text-2 hover:text-text-1 aria-[current]:border-cyan aria-[current]:text-text-1"
              >
                {t(text)}
              </Link>
            ))}
        </nav>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[1560px] flex-col gap-8 p-5 max-sm:p-3">{children}</div>
      </div>
    </div>
  );
}
