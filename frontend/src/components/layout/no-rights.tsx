'use client';
import Link from 'next/link';
import { ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Action } from '@firstread/contract';
import { StateView } from '@/components/ui/state';
import { homeOf } from '@/lib/auth/navigation';
import { useMay, useSession } from '@/lib/auth/session';
import { t } from '@/lib/i18n';

export function NoRights() {
  const session = useSession();
  const home = homeOf(session);
  return (
    <StateView icon={<ShieldX size={18} />} title={t('noRights.title')} testId="no-rights">
      <p>{t('noRights.body', { role: t(`user.role.${session.role}`) })}</p>
      {home === '/models' && (
        <p className="mt-3">
          <Link href="/models" className="text-cyan underline underline-offset-2">
            {t('noRights.models')}
          </Link>
        </p>
      )}
      {home === null && <p className="mt-3">{t('noRights.none')}</p>}
    </StateView>
  );
}

/** Shows a page only to a role that may; the server decides again on every call. */
export function RequireAction({ action, children }: { action: Action; children: ReactNode }) {
  return useMay(action) ? children : <NoRights />;
}
