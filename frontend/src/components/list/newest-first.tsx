'use client';
import { ArrowUp } from 'lucide-react';
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
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
}

/** Loads older rows, at the end of those there are. */
export function OlderRows({ hasMore, loadingMore, loadMore }: Props) {
  if (!hasMore) return null;
  return (
    <div className="flex justify-center pt-3">
      <Button onClick={loadMore} disabled={loadingMore} data-testid="list-more">
        {loadingMore ? t('common.loading') : t('list.more')}
      </Button>
    </div>
  );
}
