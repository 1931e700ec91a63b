import type { ReactNode } from 'react';

/** A part of the form. */
export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface-1 p-3">
      <div className="mb-2 flex min-h-6 items-center justify-between gap-2">
        <h2 className="text-[13px] font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Fields side by side, as many as there is room for. */
export function Fields({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(118px,1fr))] items-end gap-2">{children}</div>
  );
}
