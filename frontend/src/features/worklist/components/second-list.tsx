'use client';
import { X } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import type { View } from '@firstread/contract';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
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

const closed = { peek: false, dialog: false };
const nothing = (): void => undefined;

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
    closed,
  );
  const { rows, selection, movedAt } = held;
  const { openStudy, onLinkClick, onSelect } = useOpenStudy({ movedAt, selection });
  const keys: Readonly<Record<string, () => void>> = {
    j: () => selection.move(1),
    k: () => selection.move(-1),
    ArrowDown: () => selection.move(1),
    ArrowUp: () => selection.move(-1),
    Enter: () => selection.active && openStudy(selection.active.item),
    r: held.apply,
    Escape: selection.leave,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === '\\' || (event.target as HTMLElement).closest('select, button, a')) return;
    event.stopPropagation();
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
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
      <HeldStrip strip={held.strip} held={held.held} onApply={held.apply} departs={sort.length > 0} />
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
