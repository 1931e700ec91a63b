'use client';
import type { CSSProperties } from 'react';
import { Filter, Inbox, SearchX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { StateView } from '@/components/ui/state';
import { t, tn } from '@/lib/i18n';
import { useWidth } from '../hooks/use-width';
import { columnLayout } from '../model/column-layout';

/** The list before it is there: the same lines at the same places. */
export function WorklistSkeleton({ rowHeight }: { rowHeight: number }) {
  const [frame, width] = useWidth();
  const { ids, template, gap } = columnLayout(null, width);
  return (
    <div
      ref={frame}
      role="status"
      aria-label={t('common.loading')}
      data-testid="worklist-skeleton"
      className="worklist-grid min-h-0 flex-1 overflow-hidden"
      style={{ '--worklist-columns': template, '--worklist-gap': `${gap}px` } as CSSProperties}
    >
      <div className="worklist-head border-b border-line-strong bg-surface-1" />
      {Array.from({ length: 40 }, (_, row) => (
        <div
          key={row}
          className="worklist-row relative border-b border-line/60"
          style={{ height: rowHeight, opacity: Math.max(0.12, 1 - row / 30) }}
        >
          {ids.map((id, index) => (
            <div key={id} data-column={id} className="worklist-cell">
              <span
                className="h-2 rounded-full bg-surface-3"
                style={{ width: `${45 + ((row * 37 + index * 53) % 50)}%` }}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

export function WorklistEmpty({ arriving }: { arriving: number }) {
  return (
    <StateView icon={<Inbox size={18} />} title={t('worklist.empty.title')} testId="worklist-empty">
      <p>{t('worklist.empty.body')}</p>
      <ul className="mt-3 flex flex-col gap-1.5 text-left text-[12px]">
        <li>{t('worklist.empty.dimse')}</li>
        <li>{t('worklist.empty.stow')}</li>
        <li>{t('worklist.empty.import')}</li>
      </ul>
      {arriving > 0 && <p className="mt-3 text-cyan">{t('worklist.empty.arriving', { count: arriving })}</p>}
    </StateView>
  );
}

/** Nothing passes the filter, which says nothing of the studies that it leaves out. */
export function WorklistViewEmpty({ total }: { total: number }) {
  return (
    <StateView
      icon={<Filter size={18} />}
      title={t('worklist.view.empty.title')}
      testId="worklist-view-empty"
    >
      {total > 0 ? tn('worklist.view.empty.body', total) : t('worklist.view.empty.all')}
    </StateView>
  );
}

export function WorklistNoMatch({ onClear }: { onClear: () => void }) {
  return (
    <StateView
      icon={<SearchX size={18} />}
      title={t('worklist.filter.nothing.title')}
      testId="worklist-no-match"
      actions={<Button onClick={onClear}>{t('worklist.filter.clear')}</Button>}
    >
      {t('worklist.filter.nothing.body')}
    </StateView>
  );
}
