'use client';
import type { CriticalQuery } from '@firstread/contract';
import { Board } from './board';
import { Done } from './done';
import { CriticalFrame } from './views';

/** Critical results until a named person has received them, and what became of them. */
export function CriticalScreen({ show }: { show: CriticalQuery['show'] }) {
  return <CriticalFrame current={show}>{show === 'open' ? <Board /> : <Done />}</CriticalFrame>;
}
