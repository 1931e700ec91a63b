'use client';
import { ArrowDownUp } from 'lucide-react';
import type { Sort } from '@firstread/contract';
import { KeyHint } from '@/components/keys/key-hint';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import type { ListState } from '../model/list-state';
import { columns } from './columns';

interface Props {
  sort: Sort;
  state: ListState | undefined;
  onReadingOrder: () => void;
}

/** Says that the list is not in reading order, and is the way back. */
export function SortBar({ sort, state, onReadingOrder }: Props) {
  if (sort.length === 0) return null;
  const keys = sort
    .map(({ column, direction }) => `${t(columns[column].title)} ${direction === 'ascending' ? '↑' : '↓'}`)
    .join(', ');
  return (
    <div
      role="status"
      data-testid="sort-bar"
      className="flex h-8 shrink-0 items-center gap-2 border-b border-cyan-line bg-cyan-soft px-3 text-[12px]"
    >
      <ArrowDownUp size={13} aria-hidden className="shrink-0 text-cyan" />
      <span className="min-w-0 truncate">
        <span className="font-medium text-cyan">{t('worklist.sort.bar', { keys })}</span>
        {state?.next && (
          <span className="tabular text-text-2">
            {' '}
            {t('worklist.sort.partial', { loaded: state.items.size, unread: state.counts.unread })}
          </span>
        )}
      </span>
      <Button size="sm" className="ml-auto" onClick={onReadingOrder} data-testid="reading-order">
        {t('worklist.sort.back')}{' '}
        <span className="max-sm:hidden">
          <KeyHint action="readingOrder" />
        </span>
      </Button>
    </div>
  );
}
