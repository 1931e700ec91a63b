import type { ReactNode } from 'react';

/** A page of this feature: its question, what is chosen, and the lists. */
export function Frame({
  title,
  lead,
  choices,
  testId,
  children,
}: {
  title: string;
  lead: string;
  choices: ReactNode;
  testId: string;
  children: ReactNode;
}) {
  return (
    <div className="h-full overflow-y-auto" data-testid={testId}>
      <div className="mx-auto flex max-w-[1480px] flex-col gap-3 p-4 max-sm:p-3">
        <header className="max-w-[100ch] min-w-0">
          <h1 className="text-[16px] font-semibold">{title}</h1>
          <p className="text-[12.5px] text-pretty text-text-2">{lead}</p>
        </header>
        <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-2">{choices}</div>
        {children}
      </div>
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="py-6 text-center text-[12.5px] text-text-2">{children}</p>;
}

export const inputClass =
  'h-7 rounded-md border border-line-strong bg-surface-0 px-1.5 text-[12px] text-text-1 aria-invalid:border-amber';
export const labelClass = 'inline-flex max-w-full items-center gap-1.5 text-[12px] text-text-2';
