'use client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useClaiming } from '@/components/assignment/use-claiming';
import { KeysHelpDialog } from '@/components/keys/keys-help-dialog';
import { useKeysDialog } from '@/components/keys/keys-provider';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { useAdopted } from '../hooks/use-adopted';
import { useFirstList } from '../hooks/use-first-list';
import { useGiving } from '../hooks/use-giving';
import { useHeldRows } from '../hooks/use-held-rows';
import { useWorklistKeys } from '../hooks/use-keys';
import { useOpenStudy, useReturn } from '../hooks/use-open-study';
import { usePrioritising } from '../hooks/use-prioritising';
import { useMarkRead } from '../hooks/use-row-actions';
import { useViewActions } from '../hooks/use-view-actions';
import { toggled } from '../model/sort';
import { AssignmentDialogs } from './assignment-dialogs';
import { WorklistBody } from './body';
import { WorklistFooter } from './footer';
import { WorklistGrid } from './grid';
import { worklistKeysHelp } from './keys-help';
import { ListBar } from './list-bar';
import { Peek } from './peek';
import { PriorityDialog } from './priority-dialog';
import { SecondList } from './second-list';
import { SortBar } from './sort-bar';
import { HeldStrip } from './strip';
import { rowHeights, Toolbar } from './toolbar';
import { ViewDialog } from './view-dialogs';

/** State and actions of the page. */
function useScreen() {
  const first = useFirstList();
  const { list, settings } = first;
  const { order } = settings;
  const mayRead = useMay('worklist.markRead');
  const [filter, setFilter] = useState('');
  const [peekOpen, setPeekOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const [dialogOpen, setDialogOpen] = useState(false);
  const choosingKeys = useKeysDialog().isOpen;
  const filterRef = useRef<HTMLInputElement>(null);
  const held = useHeldRows(
    { items: list.items, order, listKey: first.listKey, departs: first.departs, search: filter },
    { peek: peekOpen, dialog: help || dialogOpen || choosingKeys },
    settings.layout.applyAfter,
  );
  const viewActions = useViewActions(settings);
  const { rows, selection, movedAt } = held;
  const { active, grid } = selection;
  const prioritising = usePrioritising(held.view.rows, active);
  const { openStudy, onLinkClick, onSelect } = useOpenStudy({ movedAt, selection });
  useReturn({ rows, selection });
  const markRead = useMarkRead(list.takeItem, list.refresh);
  useAdopted(list.items, list.refresh);
  const claiming = useClaiming(list.takeItem, list.refresh);
  const giving = useGiving(active, list.takeItem);
  const asks = [prioritising.target, claiming.asked, giving.target, viewActions.asking];
  const inDialog = asks.some((one) => one !== null);
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
  useWorklistKeys(!help && !dialogOpen && !choosingKeys, {
    move: selection.move,
    toEnd: (end) => selection.goTo(end === 'first' ? 0 : rows.length - 1),
    open: () => active && openStudy(active.item),
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
    hold: () => giving.start('hold'),
    read: readActive,
    undo: giving.assignment.undo,
    filter: () => filterRef.current?.focus(),
    readingOrder: () => settings.setSort([]),
    secondList: () => first.roomy && first.toggleSecond(),
    help: () => setHelp(true),
    escape,
  });
  const peeked = peekOpen ? active : null;
  const opening = { openStudy, onLinkClick, onSelect };
  return {
    first,
    viewActions,
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

type Screen = ReturnType<typeof useScreen>;

/** The first list, what the reader looks at of it, and the second list. */
function Lists({ screen }: { screen: Screen }) {
  const { first, list, filter, held, opening, peeked } = screen;
  const { settings, second } = first;
  const { rows, view, selection } = held;
  const rowHeight = rowHeights[settings.layout.density];
  const searched = filter.trim() !== '';
  const filtered = Object.keys(settings.filter ?? {}).length > 0;
  return (
    <div className="flex min-h-0 flex-1">
      <WorklistBody
        list={list}
        rowHeight={rowHeight}
        shown={rows}
        loaded={view.rows}
        filtered={filtered}
        onClearFilter={() => screen.setFilter('')}
      >
        <WorklistGrid
          rows={rows}
          rowHeight={rowHeight}
          activeUid={selection.activeUid}
          selectedUid={selection.selectedUid}
          total={searched ? rows.length : Math.max(rows.length, list.state?.counts.unread ?? 0)}
          columns={settings.columns}
          sort={settings.sort}
          onSort={(column, further) => settings.setSort(toggled(settings.sort, column, further))}
          goneText={t(filtered ? 'worklist.row.left' : 'worklist.row.gone')}
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
          onPriority={() => screen.prioritising.start(null)}
          onClaim={screen.claiming.may ? screen.claimActive : undefined}
          onHold={screen.giving.assignment.may ? () => screen.giving.start('hold') : undefined}
          onRead={screen.readActive}
        />
      )}
      {second && (
        <SecondList settings={settings} view={second} rowHeight={rowHeight} onClose={first.toggleSecond} />
      )}
    </div>
  );
}

/** What asks the reader something. */
function ScreenDialogs({ screen }: { screen: Screen }) {
  const { first, list, prioritising, viewActions } = screen;
  const { settings } = first;
  return (
    <>
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
      {viewActions.asking && settings.view && (
        <ViewDialog
          action={viewActions.asking}
          view={settings.view}
          shown={viewActions.shown}
          onDone={viewActions.done}
          onClose={viewActions.close}
        />
      )}
    </>
  );
}

/** The worklist: the order of the server, held still while a reader is in it. */
export function WorklistScreen({ onRest }: { onRest: (studyUid: string | null) => void }) {
  const screen = useScreen();
  const { first, viewActions, list, filter, held } = screen;
  const { state, items } = list;
  const { settings, second } = first;
  const { density } = settings.layout;
  const { rows, view, selection } = held;
  const filtered = filter.trim() !== '';
  const loaded = view.rows.length;
  const restingOn =
    selection.active && !selection.active.gone ? selection.active.item.studyInstanceUid : null;
  const rest = useEffectEvent(onRest);
  useEffect(() => rest(restingOn), [restingOn]);
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
        onDensity={settings.setDensity}
        onHelp={() => screen.setHelp(true)}
        onLeaveFilter={() => selection.goTo(0)}
      />
      <ListBar
        settings={settings}
        onAction={viewActions.act}
        secondOpen={first.roomy ? second !== undefined : null}
        onSecond={first.toggleSecond}
      />
      <SortBar sort={settings.sort} state={state} onReadingOrder={() => settings.setSort([])} />
      <HeldStrip
        strip={held.strip}
        held={held.held}
        applies={held.applies}
        onApply={held.apply}
        departs={first.departs}
      />
      <Lists screen={screen} />
      {state && (
        <WorklistFooter
          state={state}
          items={items}
          policyVersion={items[0]?.policyVersion ?? null}
          failed={list.query.isError}
          departs={first.departs}
          loadingMore={list.loadingMore}
        />
      )}
      <ScreenDialogs screen={screen} />
      <KeysHelpDialog open={screen.help} onOpenChange={screen.setHelp} helpOf={worklistKeysHelp} />
    </div>
  );
}
