'use client';
import { ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { t, tn } from '@/lib/i18n';

/** How many newer rows wait; a click shows them. */
export function NewRows({ fresh, onShow }: { fresh: number; onShow: () => void }) {
  if (fresh === 0) return null;
  return (
    <Button size="sm" variant="primary" onClick={onShow} data-testid="list-new">
      <ArrowUp size={12} aria-hidden /> {tn('list.new', fresh)}
    </Button>
  );
}

interface Props {
  onPointer: (inside: boolean) => void;
  onFocus: (inside: boolean) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  children: ReactNode;
}

/** A list of the newest first: knows whether somebody is in it, and loads older rows when asked to. */
export function NewestFirst({ onPointer, onFocus, hasMore, loadingMore, onMore, children }: Props) {
  return (
    <div
      onPointerEnter={(event) => event.pointerType !== 'touch' && onPointer(true)}
      onPointerLeave={() => onPointer(false)}
      onFocus={() => onFocus(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onFocus(false)}
    >
      {children}
      {hasMore && (
        <div className="flex justify-center pt-3">
          <Button onClick={onMore} disabled={loadingMore} data-testid="list-more">
            {loadingMore ? t('common.loading') : t('list.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
