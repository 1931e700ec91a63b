import type { ReactNode } from 'react';

/** A part of a page under the question that it answers. */
export function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-1.5 text-[13px] font-medium">{title}</h2>
      {children}
    </section>
  );
}
