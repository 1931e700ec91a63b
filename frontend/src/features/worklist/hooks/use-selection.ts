'use client';
import { useCallback, useRef, useState } from 'react';
import type { GridHandle } from '../components/grid';
import type { DisplayRow } from '../model/hold';

/** Kept while the page is away, so that a reader who comes back from a study finds the place. */
let lastOpened: string | null = null;
/** A study is on its way to take the place of the list. */
let leaving = false;

export function rememberOpened(uid: string): void {
  lastOpened = uid;
  leaving = true;
}

export const isLeaving = (): boolean => leaving;

export function arrive(): void {
  leaving = false;
}

export const openedLast = (): string | null => lastOpened;

export function forgetOpened(): void {
  lastOpened = null;
}

/** Which row is active, by study and never by place. */
export function useSelection(rows: readonly DisplayRow[]) {
  const grid = useRef<GridHandle>(null);
  const [activeUid, setActiveUid] = useState<string | null>(null);
  const [selectedUid, setSelectedUid] = useState<string | null>(null);
  const [focusUid, setFocusUid] = useState<string | null>(null);
  const activeIndex =
    activeUid === null ? -1 : rows.findIndex((row) => row.item.studyInstanceUid === activeUid);
  const active = rows[activeIndex] ?? null;

  const goTo = useCallback(
    (index: number) => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (!row) return;
      const uid = row.item.studyInstanceUid;
      setActiveUid(uid);
      setSelectedUid(null);
      grid.current?.scrollTo(rows.indexOf(row));
      grid.current?.focusRow(uid);
    },
    [rows],
  );

  const move = useCallback(
    (step: number) => {
      // The first key only enters the list; it does not jump over its first row.
      if (activeIndex < 0) goTo(0);
      else if (focusUid === null && selectedUid === null) goTo(activeIndex);
      else goTo(activeIndex + step);
    },
    [activeIndex, focusUid, selectedUid, goTo],
  );

  const select = useCallback((uid: string) => {
    setActiveUid(uid);
    setSelectedUid(uid);
    grid.current?.focusRow(uid);
  }, []);

  const focusWithin = useCallback((uid: string | null) => {
    setFocusUid(uid);
    if (uid === null) return;
    setActiveUid(uid);
    setSelectedUid((selected) => (selected === uid ? selected : null));
  }, []);

  const leave = useCallback(() => {
    setSelectedUid(null);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, []);

  return {
    grid,
    active,
    activeIndex,
    activeUid,
    selectedUid,
    focusUid,
    goTo,
    move,
    select,
    focusWithin,
    leave,
  };
}
