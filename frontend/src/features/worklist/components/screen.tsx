'use client';
import { useRef, useState } from 'react';
import { HelpDialog } from '@/components/ui/help-dialog';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { useClaiming } from '../hooks/use-claiming';
import { useDensity } from '../hooks/use-density';
import { useGiving } from '../hooks/use-giving';
import { useHeldRows } from '../hooks/use-held-rows';
import { useWorklistKeys } from '../hooks/use-keys';
import { useOpenStudy } from '../hooks/use-open-study';
import { usePrioritising } from '../hooks/use-prioritising';
import { useMarkRead } from '../hooks/use-row-actions';
import { useWorklist } from '../hooks/use-worklist';
import { AssignmentDialogs } from './assignment-dialogs';
import { WorklistBody } from './body';
import { WorklistFooter } from './footer';
import { WorklistGrid } from './grid';
import { worklistKeysHelp } from './keys-help';
import { Peek } from './peek';
import { PriorityDialog } from './priority-dialog';
import { HeldStrip } from './strip';
import { rowHeights, Toolbar } from './toolbar';

/** State and actions of the page. */
function useScreen() {
  const list = useWorklist();
  const mayRead = useMay('worklist.markRead');
  const [filter, setFilter] = useState('');
  const [peekOpen, setPeekOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [dialogOpen, setDialogOpen] = useState(false);
  const filterRef = useRef<HTMLInputElement>(null);
  const held = useHeldRows(list.items, filter, { peek: peekOpen, dialog: help || dialogOpen });
  const { rows, selection, movedAt } = held;
  const { active, grid } = selection;
  const prioritising = usePrioritising(held.view.rows, active);
  const { openStudy, onLinkClick, onSelect } = useOpenStudy({ rows, movedAt, selection });
  const markRead = useMarkRead(list.takeItem, list.refresh);
  const claiming = useClaiming(list.items, list.takeItem, list.refresh);
  const giving = useGiving(active, list.takeItem);
  const inDialog = prioritising.target !== null || claiming.asked !== null || giving.target !== null;
  if (dialogOpen !== inDialog) setDialogOpen(inDialog);
  if (peekOpen && !active && rows.length > 0) setPeekOpen(false);

  const readActive = (): void => {
    if (mayRead && active && !active.gone) markRead(active.item);
  };
  const claimActive = (): void => {
    if (active && !active.gone) claiming.toggle(active.item);
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
  useWorklistKeys(!help && !dialogOpen, {
    move: selection.move,
    toEnd: (end) => selection.goTo(end === 'first' ? 0 : rows.length - 1),
    open: () => active && openStudy(active.item.studyInstanceUid),
    peek: () => {
      if (!active) selection.goTo(0);
      setPeekOpen((open) => !open);
    },
    apply: held.apply,
    priority: prioritising.start,
    claim: claimActive,
    next: giving.assignment.next,
    skip: () => giving.start('skip'),
    handOver: () => giving.start('handOver'),
    read: readActive,
    undo: giving.assignment.undo,
    filter: () => filterRef.current?.focus(),
    help: () => setHelp(true),
    escape,
  });
  const peeked = peekOpen ? active : null;
  const opening = { openStudy, onLinkClick, onSelect };
  return {
    list,
    filter,
    setFilter,
    filterRef,
    help,
    setHelp,
    held,
    prioritising,
    opening,
    peeked,
    claiming,
    giving,
    claimActive,
    readActive,
    closePeek,
  };
}

/** The worklist: the order of the server, held still while a reader is in it. */
export function WorklistScreen() {
  const [density, setDensity] = useDensity();
  const screen = useScreen();
  const { list, filter, held, prioritising, opening, peeked } = screen;
  const { state, items } = list;
  const { rows, view, selection } = held;
  const filtered = filter.trim() !== '';
  const loaded = view.rows.length;
  const total = filtered ? rows.length : Math.max(rows.length, state?.counts.unread ?? 0);
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="worklist-page">
      <Toolbar
        counts={state?.counts ?? null}
        filter={filter}
        onFilter={screen.setFilter}
        filterRef={screen.filterRef}
        filterState={filtered && state ? t('worklist.filter.active', { shown: rows.length, loaded }) : null}
        filterTitle={
          state?.next ? t('worklist.filter.partial', { loaded, unread: state.counts.unread }) : undefined
        }
        density={density}
        onDensity={setDensity}
        onHelp={() => screen.setHelp(true)}
        onLeaveFilter={() => selection.goTo(0)}
      />
      <HeldStrip strip={view.strip} held={held.held} onApply={held.apply} />
      <div className="flex min-h-0 flex-1">
        <WorklistBody
          list={list}
          rowHeight={rowHeights[density]}
          shown={rows}
          loaded={view.rows}
          onClearFilter={() => screen.setFilter('')}
        >
          <WorklistGrid
            rows={rows}
            rowHeight={rowHeights[density]}
            activeUid={selection.activeUid}
            selectedUid={selection.selectedUid}
            total={total}
            handle={selection.grid}
            onPointerOver={held.setPointer}
            onFocusWithin={selection.focusWithin}
            onNearEnd={list.loadMore}
            onSelect={opening.onSelect}
            onOpen={opening.openStudy}
            onLinkClick={opening.onLinkClick}
          />
        </WorklistBody>
        {peeked && (
          <Peek
            item={peeked.item}
            gone={peeked.gone}
            onClose={screen.closePeek}
            onPriority={() => prioritising.start(null)}
            onClaim={screen.claiming.may ? screen.claimActive : undefined}
            onRead={screen.readActive}
          />
        )}
      </div>
      {state && (
        <WorklistFooter
          state={state}
          policyVersion={items[0]?.policyVersion ?? null}
          failed={list.query.isError}
          loadingMore={list.loadingMore}
        />
      )}
      {prioritising.target && prioritising.item && (
        <PriorityDialog
          key={prioritising.target.uid}
          item={prioritising.item}
          initial={prioritising.target.initial}
          onClose={prioritising.end}
          onChanged={list.takeItem}
          onConflict={list.refresh}
        />
      )}
      <AssignmentDialogs claiming={screen.claiming} giving={screen.giving} onTaken={list.takeItem} />
      <HelpDialog open={screen.help} onOpenChange={screen.setHelp} keys={worklistKeysHelp} />
    </div>
  );
}
