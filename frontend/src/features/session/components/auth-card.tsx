import type { ReactNode } from 'react';
import { Disclaimer } from '@/components/layout/disclaimer';
import { Logo } from '@/components/layout/logo';
import { t } from '@/lib/i18n';

interface Props {
  title: string;
  lead: string;
  children: ReactNode;
}

/** Firstread before anyone is signed in: one quiet card. */
export function AuthCard({ title, lead, children }: Props) {
  return (
    <div className="flex h-dvh flex-col overflow-y-auto bg-[radial-gradient(90rem_40rem_at_50%_-10%,var(--surface-2),transparent)]">
      <main className="flex flex-1 items-center justify-center px-4 py-8">
        <div className="w-full max-w-[360px]">
          <div className="mb-6 flex items-center gap-2.5">
            <Logo className="size-9" />
            <span className="text-[17px] font-semibold tracking-[-0.015em]">{t('app.name')}</span>
          </div>
          <div className="rounded-xl border border-line-strong bg-surface-1 p-6 shadow-2xl shadow-black/40">
            <h1 className="text-[17px] font-semibold tracking-[-0.01em]">{title}</h1>
            <p className="mt-1 mb-5 text-text-2">{lead}</p>
            {children}
          </div>
        </div>
      </main>
      <footer className="flex justify-center pb-3">
        <Disclaimer />
      </footer>
    </div>
  );
}

export function FormError({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      data-testid="form-error"
      className="rounded-md border border-amber/40 bg-amber-soft px-3 py-2 text-[12px]"
    >
      {children}
    </p>
  );
}
