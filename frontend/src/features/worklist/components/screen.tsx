'use client';
import { useMemo, useRef, useState } from 'react';
import type { OrderClass, WorklistItem } from '@firstread/contract';
import { useSystemStatus } from '@/components/layout/use-system-status';
import { ErrorState } from '@/components/ui/error-state';
import { HelpDialog } from '@/components/ui/help-dialog';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { useIdle } from '../hooks/use-activity';
import { useDensity } from '../hooks/use-density';
import { useHeldView } from '../hooks/use-held-view';
import { useWorklistKeys } from '../hooks/use-keys';
import { useOpenStudy } from '../hooks/use-open-study';
import { useMarkRead } from '../hooks/use-row-actions';
import { useSelection } from '../hooks/use-selection';
import { useWorklist } from '../hooks/use-worklist';
import { matcher } from '../model/filter';
import { isHeld, type HoldReason } from '../model/hold';
import { WorklistFooter } from './footer';
import { WorklistGrid } from './grid';
import { worklistKeysHelp } from './keys-help';
import { Peek } from './peek';
import { PriorityDialog } from './priority-dialog';
import { WorklistEmpty, WorklistNoMatch, WorklistSkeleton } from './states';
import { HeldStrip } from './strip';
import { rowHeights, Toolbar } from './toolbar';

interface Holding {
  pointer: boolean;
  focus: boolean;
  selection: boolean;
  peek: boolean;
  dialog: boolean;
}

function reasonsOf(holding: Holding): HoldReason[] {
  return (Object.keys(holding) as HoldReason[]).filter((reason) => holding[reason]);
}

interface Prioritising {
  uid: string;
  initial: OrderClass;
}

/** The worklist: the order of the server, held still while a reader is in it. */
export function WorklistScreen() {
  const arriving = useSystemStatus().status?.receiving ?? 0;
  const list = useWorklist();
  const { query, state, items } = list;
  const mayPrioritise = useMay('worklist.prioritise');
  const mayRead = useMay('worklist.markRead');
  const [density, setDensity] = useDensity();
  const [filter, setFilter] = useState('');
  const [pointer, setPointer] = useState(false);
  const [peekOpen, setPeekOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [prioritising, setPrioritising] = useState<Prioritising | null>(null);
  const [inList, setInList] = useState({ focus: false, selection: false });
  const filterRef = useRef<HTMLInputElement>(null);
  const idle = useIdle();

  const dialog = help || prioritising !== null;
  const held = isHeld(reasonsOf({ pointer, ...inList, peek: peekOpen, dialog }), idle);
  const { view, movedAt, apply } = useHeldView(items, held);
  const rows = useMemo(() => {
    const matches = matcher(filter);
    return view.rows.filter((row) => matches(row.item));
  }, [view, filter]);

  const selection = useSelection(rows);
  const { active, grid } = selection;
  const focus = selection.focusUid !== null;
  const selected = selection.selectedUid !== null;
  if (inList.focus !== focus || inList.selection !== selected) setInList({ focus, selection: selected });

  const { openStudy, onLinkClick, onSelect } = useOpenStudy({ rows, movedAt, selection });
  const { markRead, undo } = useMarkRead(list.takeItem, list.refresh);
  const peeked = peekOpen ? active : null;
  if (peekOpen && !active && rows.length > 0) setPeekOpen(false);

  const startPriority = (initial: OrderClass | null): void => {
    if (!mayPrioritise || !active || active.gone) return;
    const next = initial ?? (active.item.orderClass === 'stat' ? 'urgent' : 'stat');
    setPrioritising({ uid: active.item.studyInstanceUid, initial: next });
  };
  const readActive = (): void => {
    if (mayRead && active && !active.gone) markRead(active.item);
  };
  const closePeek = (): void => {
    setPeekOpen(false);
    if (active) grid.current?.focusRow(active.item.studyInstanceUid);
  };
  const escape = (): void => {
    if (peekOpen) closePeek();
    else if (filter !== '') setFilter('');
    else selection.leave();
  };

  useWorklistKeys(!dialog, {
    move: selection.move,
    toEnd: (end) => selection.goTo(end === 'first' ? 0 : rows.length - 1),
    open: () => active && openStudy(active.item.studyInstanceUid),
    peek: () => {
      if (!active) selection.goTo(0);
      setPeekOpen((open) => !open);
    },
    apply,
    priority: startPriority,
    read: readActive,
    undo,
    filter: () => filterRef.current?.focus(),
    help: () => setHelp(true),
    escape,
  });

  // The dialog keeps the study it was opened for, whatever the list does meanwhile.
  const dialogItem: WorklistItem | null =
    prioritising === null
      ? null
      : (view.rows.find((row) => row.item.studyInstanceUid === prioritising.uid)?.item ?? null);
  const filtered = filter.trim() !== '';

  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="worklist-page">
      <Toolbar
        counts={state?.counts ?? null}
        filter={filter}
        onFilter={setFilter}
        filterRef={filterRef}
        filterState={filtered && state ? t('worklist.filter.active', { shown: rows.length, loaded: view.rows.length }) : null}
        filterTitle={
          state && state.next !== null
            ? t('worklist.filter.partial', { loaded: view.rows.length, unread: state.counts.unread })
            : undefined
        }
        density={density}
        onDensity={setDensity}
        onHelp={() => setHelp(true)}
        onLeaveFilter={() => selection.goTo(0)}
      />
      <HeldStrip strip={view.strip} held={held} onApply={apply} />
      <div className="flex min-h-0 flex-1">
        {query.isPending && <WorklistSkeleton rowHeight={rowHeights[density]} />}
        {query.isError && !state && (
          <div className="flex-1">
            <ErrorState
              title={t('worklist.error.title')}
              error={query.error}
              onRetry={() => void query.refetch()}
              testId="worklist-error"
            />
          </div>
        )}
        {state && view.rows.length === 0 && (
          <div className="flex-1">
            <WorklistEmpty arriving={arriving} />
          </div>
        )}
        {state && view.rows.length > 0 && rows.length === 0 && (
          <div className="flex-1">
            <WorklistNoMatch onClear={() => setFilter('')} />
          </div>
        )}
        {rows.length > 0 && state && (
          <WorklistGrid
            rows={rows}
            rowHeight={rowHeights[density]}
            activeUid={selection.activeUid}
            selectedUid={selection.selectedUid}
            total={filtered ? rows.length : Math.max(rows.length, state.counts.unread)}
            handle={grid}
            onPointerOver={setPointer}
            onFocusWithin={selection.focusWithin}
            onNearEnd={list.loadMore}
            onSelect={onSelect}
            onOpen={openStudy}
            onLinkClick={onLinkClick}
          />
        )}
        {peeked && (
          <Peek
            item={peeked.item}
            gone={peeked.gone}
            onClose={closePeek}
            onPriority={() => startPriority(null)}
            onRead={readActive}
          />
        )}
      </div>
      {state && (
        <WorklistFooter
          state={state}
          policyVersion={items[0]?.policyVersion ?? null}
          failed={query.isError}
          loadingMore={list.loadingMore}
        />
      )}
      {prioritising && dialogItem && (
        <PriorityDialog
          key={prioritising.uid}
          item={dialogItem}
          initial={prioritising.initial}
          onClose={() => setPrioritising(null)}
          onChanged={list.takeItem}
          onConflict={list.refresh}
        />
      )}
      <HelpDialog open={help} onOpenChange={setHelp} keys={worklistKeysHelp} />
    </div>
  );
}
