'use client';
import { X } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import type { View, WorklistItem } from '@firstread/contract';
import { useKeysDialog } from '@/components/keys/keys-provider';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import type { KeyAction } from '@/lib/keys/actions';
import { actionOf } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import { useHeldRows } from '../hooks/use-held-rows';
import type { ListSettings } from '../hooks/use-list-settings';
import { useOpenStudy } from '../hooks/use-open-study';
import { useWorklist } from '../hooks/use-worklist';
import { orderOf } from '../model/sort';
import { nameOf } from '../model/view-name';
import { WorklistBody } from './body';
import { WorklistGrid } from './grid';
import { HeldStrip } from './strip';

interface Props {
  settings: ListSettings;
  view: View;
  rowHeight: number;
  onClose: () => void;
}

const nothing = (): void => undefined;

/** The keys of the second list, which are its own: none of them changes a study. */
function useSecondListKeys(
  { selection, apply }: ReturnType<typeof useHeldRows>,
  openStudy: (item: WorklistItem) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
  const own = useOwnKeys();
  const chosen: Partial<Record<KeyAction, () => void>> = {
    down: () => selection.move(1),
    up: () => selection.move(-1),
    apply,
  };
  const fixed: Readonly<Record<string, () => void>> = {
    ArrowDown: () => selection.move(1),
    ArrowUp: () => selection.move(-1),
    Enter: () => selection.active && openStudy(selection.active.item),
    Escape: selection.leave,
  };
  return (event) => {
    const action = actionOf(own, event.key, 'list');
    if (action === 'secondList' || (event.target as HTMLElement).closest('select, button, a')) return;
    event.stopPropagation();
    const act = action === undefined ? fixed[event.key] : chosen[action];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}

/**
 * A second list to read along, under the same rules as the first. Its keys are its own: what claims, prioritises or marks
 * a study acts on the first list alone, so no key acts on a study that the reader is not looking at.
 */
export function SecondList({ settings, view, rowHeight, onClose }: Props) {
  const { views, counts, change } = settings;
  const { sort } = view;
  const list = useWorklist(view.filter);
  const order = useMemo(() => orderOf(sort), [sort]);
  const listKey = JSON.stringify([view.filter, sort]);
  const held = useHeldRows(
    { items: list.items, order, listKey, departs: sort.length > 0, search: '' },
    { peek: false, dialog: useKeysDialog().isOpen },
    settings.layout.applyAfter,
  );
  const { rows, selection, movedAt } = held;
  const { openStudy, onLinkClick, onSelect } = useOpenStudy({ movedAt, selection });
  const onKeyDown = useSecondListKeys(held, openStudy);
  const counted = (one: View): string => {
    const count = counts?.counts[one.id];
    return count ? `${nameOf(one)} (${count.unread})` : nameOf(one);
  };
  return (
    <section
      aria-label={t('worklist.second')}
      data-testid="second-list"
      onKeyDown={onKeyDown}
      className="flex min-h-0 w-[42%] shrink-0 flex-col border-l border-line-strong"
    >
      <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line bg-surface-1 px-3">
        <select
          aria-label={t('worklist.second.view')}
          value={view.id}
          onChange={(event) => change({ secondary: { open: true, view: event.target.value } })}
          className="h-6 min-w-0 rounded-md border border-line-strong bg-surface-0 px-1.5 text-[12px]"
        >
          {views.map((one) => (
            <option key={one.id} value={one.id}>
              {counted(one)}
            </option>
          ))}
        </select>
        <IconButton label={t('worklist.second.close')} onClick={onClose} className="ml-auto">
          <X size={14} />
        </IconButton>
      </div>
      <HeldStrip
        strip={held.strip}
        held={held.held}
        applies={held.applies}
        onApply={held.apply}
        departs={sort.length > 0}
      />
      <WorklistBody
        list={list}
        rowHeight={rowHeight}
        shown={rows}
        loaded={rows}
        filtered={Object.keys(view.filter).length > 0}
        onClearFilter={nothing}
      >
        <WorklistGrid
          rows={rows}
          rowHeight={rowHeight}
          activeUid={selection.activeUid}
          selectedUid={selection.selectedUid}
          total={Math.max(rows.length, list.state?.counts.unread ?? 0)}
          columns={view.columns}
          sort={sort}
          onSort={null}
          goneText={t('worklist.row.left')}
          handle={selection.grid}
          onPointerOver={held.setPointer}
          onFocusWithin={selection.focusWithin}
          onNearEnd={list.loadMore}
          onSelect={onSelect}
          onOpen={openStudy}
          onLinkClick={onLinkClick}
        />
      </WorklistBody>
    </section>
  );
}
