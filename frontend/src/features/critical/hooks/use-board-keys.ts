'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react';
import { rememberSeen } from '@/lib/opening/seen';
import type { CriticalResult } from '@firstread/contract';
import { neighbour, type BoardRow } from '../model/board-rows';
import type { Step } from '../model/acting';
import { useTaking } from './use-critical';

const steps: Readonly<Record<string, Step>> = { r: 'receipt', l: 'attempt', w: 'withdraw' };
const moves: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function focusRow(id: string | null): void {
  if (id !== null) document.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
}

function isPlain({
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

/** Rows that are moved through and acted on by key; one of them at a time is a stop of the Tab key. */
export function useBoardKeys(
  rows: readonly BoardRow[],
  onStep: ((step: Step, result: CriticalResult) => void) | null,
) {
  const router = useRouter();
  const taking = useTaking();
  const [current, setCurrent] = useState<string | null>(null);
  const stop = rows.some(({ result }) => result.id === current) ? current : (rows[0]?.result.id ?? null);

  const open = ({ studyInstanceUid, patient }: CriticalResult): void => {
    if (patient) rememberSeen(studyInstanceUid, { patient, row: null });
    router.push(`/studies/${studyInstanceUid}`);
  };
  const act = (key: string, { result, gone }: BoardRow): boolean => {
    if (!onStep || gone) return false;
    if (key === 't') {
      taking.mutate(result);
      return true;
    }
    const step = steps[key];
    if (!step) return false;
    if (result.state === 'open') onStep(step, result);
    else if (step === 'receipt') onStep('close', result);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: BoardRow): void => {
    if (!isPlain(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const step = moves[key];
    if (step) focusRow(neighbour(rows, row.result.id, step));
    else if (key === 'Enter' && event.target === event.currentTarget) open(row.result);
    else if (!act(key, row)) return;
    event.preventDefault();
  };
  // Where nothing has the focus, the arrows go into the board.
  const onPage = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || !isPlain(event) || document.activeElement !== document.body) return;
    if (!moves[event.key]) return;
    event.preventDefault();
    focusRow(stop);
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => onPage(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (row: BoardRow) => ({
    tabIndex: row.result.id === stop ? 0 : -1,
    onFocus: () => setCurrent(row.result.id),
    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => onKeyDown(event, row),
    'data-state': row.gone ? 'gone' : row.result.state,
  });
}
