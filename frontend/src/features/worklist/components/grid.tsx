'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type CSSProperties, type RefObject } from 'react';
import type { ColumnId, Sort } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { useWidth } from '../hooks/use-width';
import { columnLayout, type ColumnLayout } from '../model/column-layout';
import type { DisplayRow } from '../model/hold';
import { WorklistHead } from './head';
import { WorklistRow, type RowHandlers } from './row';
import './worklist.css';

const COMPACT_BELOW = 640;
const COMPACT_HEIGHT = 60;
const FOCUS_FRAMES = 30;

export interface GridHandle {
  scrollTo: (index: number) => void;
  focusRow: (uid: string) => void;
  contains: (node: EventTarget | null) => boolean;
}

interface Props extends RowHandlers {
  rows: readonly DisplayRow[];
  rowHeight: number;
  activeUid: string | null;
  selectedUid: string | null;
  total: number;
  /** Null: as many columns as the width takes. */
  columns: readonly ColumnId[] | null;
  sort: Sort;
  onSort: ((column: ColumnId, further: boolean) => void) | null;
  /** What a row says that is no longer on the list. */
  goneText: string;
  handle: RefObject<GridHandle | null>;
  onPointerOver: (over: boolean) => void;
  onFocusWithin: (uid: string | null) => void;
  onNearEnd: () => void;
}

/** A row that was scrolled to is drawn some frames later. */
function focusWhenDrawn(scroller: RefObject<HTMLElement | null>, uid: string, frames: number): void {
  const row = scroller.current?.querySelector<HTMLElement>(
    `[data-study-uid="${CSS.escape(uid)}"][role="row"]`,
  );
  if (row) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(scroller, uid, frames - 1));
}

function useRows(props: Props, scroller: RefObject<HTMLDivElement | null>, height: number) {
  const { rows, handle, onNearEnd } = props;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const drawn = virtualizer.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 60) onNearEnd();
  }, [last, rows.length, onNearEnd]);
  useEffect(() => {
    handle.current = {
      scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
      focusRow: (uid) => focusWhenDrawn(scroller, uid, FOCUS_FRAMES),
      contains: (node) => node instanceof Node && (scroller.current?.contains(node) ?? false),
    };
    return () => {
      handle.current = null;
    };
  }, [handle, virtualizer, scroller]);
  return { drawn, height: virtualizer.getTotalSize() };
}

function styleOf({ template, gap, left }: ColumnLayout, rowHeight: number): CSSProperties {
  return {
    '--row-height': `${rowHeight}px`,
    '--worklist-columns': template,
    '--worklist-gap': `${gap}px`,
    '--left-priority': `${left.get('priority')}px`,
    '--left-patient': `${left.get('patient')}px`,
  } as CSSProperties;
}

/** The virtualised list. It draws what it is given in the order it is given. */
export function WorklistGrid(props: Props) {
  const { rows, rowHeight, activeUid, selectedUid, total, columns } = props;
  const [frame, width] = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => columnLayout(columns, width), [columns, width]);
  const compact = width < COMPACT_BELOW;
  const firstUid = rows[0]?.item.studyInstanceUid;
  const activeShown = useMemo(
    () => activeUid !== null && rows.some((row) => row.item.studyInstanceUid === activeUid),
    [rows, activeUid],
  );
  const { drawn, height } = useRows(props, scroller, compact ? COMPACT_HEIGHT : rowHeight);
  return (
    <div
      ref={frame}
      role="grid"
      data-testid="worklist-grid"
      aria-label={t('worklist.grid')}
      aria-rowcount={total + 1}
      aria-colcount={layout.ids.length}
      data-scrolls={layout.leastWidth > width || undefined}
      data-no-why={!layout.ids.includes('why') || undefined}
      className="worklist-grid flex min-h-0 min-w-0 flex-1 flex-col"
      style={styleOf(layout, rowHeight)}
    >
      {!compact && <WorklistHead ref={head} layout={layout} sort={props.sort} onSort={props.onSort} />}
      <div
        ref={scroller}
        role="rowgroup"
        data-testid="worklist-scroll"
        className="min-h-0 flex-1 overflow-x-auto overflow-y-auto overscroll-contain [scrollbar-gutter:stable]"
        onScroll={(event) => {
          if (head.current) head.current.scrollLeft = event.currentTarget.scrollLeft;
        }}
        onPointerEnter={(event) => event.pointerType !== 'touch' && props.onPointerOver(true)}
        onPointerLeave={() => props.onPointerOver(false)}
        onFocus={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>('[data-study-uid]');
          props.onFocusWithin(row?.dataset['studyUid'] ?? null);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) props.onFocusWithin(null);
        }}
      >
        <div
          role="presentation"
          className="relative"
          style={{ height, minWidth: compact ? undefined : layout.leastWidth }}
        >
          {drawn.map((place) => {
            const row = rows[place.index];
            if (!row) return null;
            const uid = row.item.studyInstanceUid;
            return (
              <WorklistRow
                key={uid}
                row={row}
                index={place.index}
                top={place.start}
                compact={compact}
                columnIds={layout.ids}
                goneText={props.goneText}
                tabStop={uid === (activeShown ? activeUid : firstUid)}
                active={uid === activeUid}
                selected={uid === selectedUid}
                onSelect={props.onSelect}
                onOpen={props.onOpen}
                onLinkClick={props.onLinkClick}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
