'use client';
import { createContext, useCallback, useContext, useMemo, useRef, type ReactNode } from 'react';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';

const UNDO_MS = 10_000;

interface Undoable {
  /** What was done. */
  text: string;
  run: () => void;
}

interface Undo {
  /** What the reader does is on its way: to undo waits for its answer, and never takes back what came before it. */
  doing: <T>(work: Promise<T>) => Promise<T>;
  /** Says what was done, to be undone for ten seconds. */
  offer: (undoable: Undoable) => void;
  /** Undoes the last that still can be. */
  undo: () => void;
}

const UndoContext = createContext<Undo>({
  doing: (work) => work,
  offer: () => undefined,
  undo: () => undefined,
});

export function useUndo(): Undo {
  return useContext(UndoContext);
}

/** What a reader did a moment ago, on whichever page. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const toast = useToast();
  const open = useRef<(() => void)[]>([]);
  const underWay = useRef(new Set<Promise<unknown>>());

  const doing = useCallback(<T,>(work: Promise<T>): Promise<T> => {
    underWay.current.add(work);
    return work.finally(() => underWay.current.delete(work));
  }, []);

  const offer = useCallback(
    ({ text, run }: Undoable) => {
      const drop = (): void => void (open.current = open.current.filter((one) => one !== undoOnce));
      const action = { label: t('common.undo'), run: () => undoOnce() };
      const dismiss = toast({ text, durationMs: UNDO_MS, action });
      const undoOnce = (): void => {
        drop();
        dismiss();
        run();
      };
      open.current.push(undoOnce);
      setTimeout(drop, UNDO_MS);
    },
    [toast],
  );
  const undo = useCallback(() => {
    const undoLast = (): void => open.current.at(-1)?.();
    if (underWay.current.size === 0) return undoLast();
    // After the answers come what they offer to undo.
    void Promise.allSettled(underWay.current).then(() => setTimeout(undoLast));
  }, []);
  const value = useMemo(() => ({ doing, offer, undo }), [doing, offer, undo]);
  return <UndoContext value={value}>{children}</UndoContext>;
}
