'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';
import { t } from '@/lib/i18n';
import type { DisplayRow } from '../model/hold';
import { columns } from './columns';
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
  handle: RefObject<GridHandle | null>;
  onPointerOver: (over: boolean) => void;
  onFocusWithin: (uid: string | null) => void;
  onNearEnd: () => void;
}

function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1920);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

function Head() {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="worklist-head shrink-0 overflow-hidden border-b border-line-strong bg-surface-1 text-text-3"
    >
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={index + 1}
          data-column={column.id}
          className={`worklist-cell text-[11px] font-medium tracking-[0.02em] whitespace-nowrap ${column.end === true ? 'justify-end' : ''}`}
        >
          {t(column.title)}
        </div>
      ))}
    </div>
  );
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
    getItemKey: (index) => rows[index]?.item.studyInstanceUid ?? index,
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

/** The virtualised list. It draws what it is given in the order it is given. */
export function WorklistGrid(props: Props) {
  const { rows, rowHeight, activeUid, selectedUid, total } = props;
  const [frame, width] = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const compact = width < COMPACT_BELOW;
  const firstUid = rows[0]?.item.studyInstanceUid;
  const activeShown = rows.some((row) => row.item.studyInstanceUid === activeUid);
  const { drawn, height } = useRows(props, scroller, compact ? COMPACT_HEIGHT : rowHeight);
  return (
    <div
      ref={frame}
      role="grid"
      data-testid="worklist-grid"
      aria-label={t('worklist.grid')}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      className="worklist-grid flex min-h-0 min-w-0 flex-1 flex-col"
      style={{ '--row-height': `${rowHeight}px` } as CSSProperties}
    >
      {!compact && <Head />}
      <div
        ref={scroller}
        role="rowgroup"
        data-testid="worklist-scroll"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [scrollbar-gutter:stable]"
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
        <div role="presentation" className="relative" style={{ height }}>
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
