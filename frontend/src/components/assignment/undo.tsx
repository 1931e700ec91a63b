'use client';
import { createContext, useCallback, useContext, useMemo, useRef, type ReactNode } from 'react';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';

const UNDO_MS = 10_000;

interface Undoable {
  /** What was done. */
  text: string;
  /** An id of what it was done to. */
  about?: string;
  run: () => void;
}

interface Undo {
  /** What the reader does is on its way: to undo waits for its answer, and never takes back what came before it. */
  doing: <T>(work: Promise<T>) => Promise<T>;
  /** Says what was done, to be undone for ten seconds. */
  offer: (undoable: Undoable) => void;
  /** Something else was done to it since: what was offered about it can no longer be undone. */
  withdraw: (about: string) => void;
  /** Undoes the last that still can be. */
  undo: () => void;
}

interface Offer {
  about: string | undefined;
  undo: () => void;
  drop: () => void;
}

const UndoContext = createContext<Undo>({
  doing: (work) => work,
  offer: () => undefined,
  withdraw: () => undefined,
  undo: () => undefined,
});

export function useUndo(): Undo {
  return useContext(UndoContext);
}

/** What a reader did a moment ago, on whichever page. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const toast = useToast();
  const open = useRef<Offer[]>([]);
  const underWay = useRef(new Set<Promise<unknown>>());

  const doing = useCallback(<T,>(work: Promise<T>): Promise<T> => {
    underWay.current.add(work);
    return work.finally(() => underWay.current.delete(work));
  }, []);

  const offer = useCallback(
    ({ text, about, run }: Undoable) => {
      const undoOnce = (): void => {
        drop();
        run();
      };
      const dismiss = toast({
        text,
        durationMs: UNDO_MS,
        action: { label: t('common.undo'), run: undoOnce },
      });
      const offered: Offer = { about, undo: undoOnce, drop: () => drop() };
      const drop = (): void => {
        open.current = open.current.filter((one) => one !== offered);
        dismiss();
      };
      open.current.push(offered);
      setTimeout(drop, UNDO_MS);
    },
    [toast],
  );
  const withdraw = useCallback((about: string) => {
    for (const offered of open.current.filter((one) => one.about === about)) offered.drop();
  }, []);
  const undo = useCallback(() => {
    const undoLast = (): void => open.current.at(-1)?.undo();
    if (underWay.current.size === 0) return undoLast();
    // After the answers come what they offer to undo.
    void Promise.allSettled(underWay.current).then(() => setTimeout(undoLast));
  }, []);
  const value = useMemo(() => ({ doing, offer, withdraw, undo }), [doing, offer, withdraw, undo]);
  return <UndoContext value={value}>{children}</UndoContext>;
}
