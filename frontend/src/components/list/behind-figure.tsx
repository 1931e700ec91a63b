import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface Props {
  /** Where the figure stands. */
  back: { href: string; words: string };
  testId: string;
  children: ReactNode;
}

/** The page of what is behind a figure, and the way back to it. */
export function BehindFigure({ back: { href, words }, testId, children }: Props) {
  return (
    <div className="h-full overflow-y-auto" data-testid={testId}>
      <div className="mx-auto flex max-w-[1480px] flex-col gap-3 p-4 max-sm:p-3">
        <Link
          href={href}
          className="inline-flex items-center gap-1.5 self-start text-[12.5px] text-text-2 hover:text-text-1"
        >
          <ArrowLeft size={14} aria-hidden /> {words}
        </Link>
        {children}
      </div>
    </div>
  );
}
