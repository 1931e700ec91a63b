'use client';
import type { WorklistItem } from '@firstread/contract';
import { labelOf } from '@/components/keys/keys-help';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { allKeyActions } from '@/lib/keys/actions';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import type { ListState } from '../model/list-state';
import { ShiftLoad } from './shift-load';

interface Props {
  state: ListState;
  items: readonly WorklistItem[];
  policyVersion: string | null;
  failed: boolean;
  /** The list is sorted by the reader. */
  departs: boolean;
  loadingMore: boolean;
}

/** What made the order, how much of the list is here, and the keys. */
export function WorklistFooter({ state, items, policyVersion, failed, departs, loadingMore }: Props) {
  const zone = useTimeZone();
  const keys = useOwnKeys();
  const labels = Object.fromEntries(allKeyActions.map((action) => [action, labelOf(keys, action)]));
  const partial = state.items.size < state.counts.unread;
  return (
    <footer
      data-testid="worklist-footer"
      className="flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-surface-1 px-3 text-[11.5px] whitespace-nowrap text-text-3"
    >
      {failed ? (
        <span role="alert" className="text-amber">
          {t('worklist.error.stale', { time: formatTime(state.serverTime, zone, serverNow()) })}
        </span>
      ) : (
        <span className="truncate">{t(departs ? 'worklist.footer.sorted' : 'worklist.footer.order')}</span>
      )}
      {policyVersion !== null && (
        <span data-testid="policy-version">{t('worklist.footer.policy', { version: policyVersion })}</span>
      )}
      {partial && (
        <span className="tabular">
          {t('worklist.footer.loaded', { loaded: state.items.size, unread: state.counts.unread })}
        </span>
      )}
      <ShiftLoad items={items} />
      {loadingMore && <span role="status">{t('worklist.loadingMore')}</span>}
      <span className="ml-auto truncate max-lg:hidden">{t('worklist.footer.keys', labels)}</span>
    </footer>
  );
}
