'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Ref } from 'react';
import type { ColumnId, Sort } from '@firstread/contract';
import { t } from '@/lib/i18n';
import type { ColumnLayout } from '../model/column-layout';
import { columns } from './columns';

interface Props {
  ref: Ref<HTMLDivElement>;
  layout: ColumnLayout;
  sort: Sort;
  /** Null: it is sorted as its view says. */
  onSort: ((column: ColumnId, further: boolean) => void) | null;
}

/** Titles of the columns; a click sorts by one, with Shift by a further one. */
export function WorklistHead({ ref, layout, sort, onSort }: Props) {
  return (
    <div ref={ref} role="presentation" className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
      <div
        role="row"
        aria-rowindex={1}
        className="worklist-head border-b border-line-strong text-text-3"
        style={{ minWidth: layout.leastWidth }}
      >
        {layout.ids.map((id, index) => {
          const rank = sort.findIndex((key) => key.column === id);
          const direction = sort[rank]?.direction;
          const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
          return (
            <div
              key={id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={direction ?? 'none'}
              data-column={id}
              className={`worklist-cell text-[11px] font-medium tracking-[0.02em] whitespace-nowrap ${columns[id].end === true ? 'justify-end' : ''}`}
            >
              <button
                type="button"
                title={t('worklist.sort.hint')}
                disabled={onSort === null}
                onClick={(event) => onSort?.(id, event.shiftKey)}
                className={`flex min-w-0 items-center gap-0.5 rounded-sm enabled:hover:text-text-1 ${direction ? 'text-cyan' : ''}`}
              >
                <span className="truncate">{t(columns[id].title)}</span>
                {direction && <Arrow size={11} aria-hidden className="shrink-0" />}
                {direction && sort.length > 1 && <span className="tabular text-[10px]">{rank + 1}</span>}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
