import type { HTMLAttributes, ReactNode } from 'react';
import { t } from '@/lib/i18n';

interface Props extends Pick<
  HTMLAttributes<HTMLElement>,
  'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur'
> {
  title: string;
  intro: string;
  /** Beside the title: the figure that the list is part of. */
  count?: number | null;
  /** Newer rows wait until nobody is in the panel. */
  held?: boolean;
  testId: string;
  /** Its place in the grid and its height, which stays whatever it holds. */
  className: string;
  children: ReactNode;
}

/** One figure of the board, of a fixed size: what comes and goes in it moves no other. */
export function Panel({ title, intro, count, held = false, testId, className, children, ...area }: Props) {
  return (
    <section
      aria-label={title}
      data-testid={testId}
      className={`flex min-w-0 flex-col rounded-lg border border-line bg-surface-1 p-3 ${className}`}
      {...area}
    >
      <div className="mb-2 flex items-baseline gap-2">
        <h2 className="text-[14px] font-semibold">{title}</h2>
        {count !== undefined && count !== null && (
          <span className="tabular text-[14px] font-semibold text-text-2">{count}</span>
        )}
        <span className={`ml-auto text-[11px] text-cyan max-sm:hidden ${held ? '' : 'invisible'}`}>
          {t('board.held')}
        </span>
      </div>
      <p className="-mt-1.5 mb-2 text-[12px] text-pretty text-text-2">{intro}</p>
      <div role="group" aria-label={title} tabIndex={0} className="min-h-0 flex-1 overflow-auto">
        {children}
      </div>
    </section>
  );
}

/** Stands in the place of rows. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="py-3 text-[13px] text-text-2">{children}</p>;
}
