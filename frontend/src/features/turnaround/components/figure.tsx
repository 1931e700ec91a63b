import type { ComponentProps, ReactNode } from 'react';
import { ListSection } from '@/components/list/list-section';

/** While another period or filter is asked for, what is shown is of the one before. */
type Query = ComponentProps<typeof ListSection>['query'] & { isPlaceholderData: boolean };

interface Props {
  /** A question that it answers. */
  title: string;
  /** Its events, its period and how many it is of. */
  note: string;
  query: Query;
  empty: ReactNode | null;
  action?: ReactNode;
  testId: string;
  className?: string;
  children: ReactNode;
}

/** A chart of the page in its frame, with what stands in its place while it loads, is empty or cannot be had. */
export function Figure({ title, note, query, className = '', ...rest }: Props) {
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={`min-w-0 rounded-lg border border-line bg-surface-1 p-3 aria-busy:opacity-50 ${className}`}
    >
      <ListSection title={title} intro={note} query={query} {...rest} />
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="py-6 text-center text-[12.5px] text-text-2">{children}</p>;
}

/** The figures of a chart, for who does not see it or wants them exactly. */
export function AsTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="mt-2 text-[12px]">
      <summary className="cursor-pointer text-text-2">{label}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
