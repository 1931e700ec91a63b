'use client';
import { useRef, useState } from 'react';
import type { Measurement, MeasureTool, Point } from '../model/measurement';

/** What the reader measures, and with what. It is of the page: nothing of it is stored. */
export interface Measuring {
  /** Null while the pointer sets the window. */
  tool: MeasureTool | null;
  all: readonly Measurement[];
  selected: number | null;
  use: (tool: MeasureTool | null) => void;
  add: (measurement: Omit<Measurement, 'id'>) => void;
  move: (id: number, points: readonly Point[]) => void;
  select: (id: number | null) => void;
  /** The selected one, or else the newest. */
  remove: () => void;
  removeAll: () => void;
}

export function useMeasurements(): Measuring {
  const serial = useRef(0);
  const [tool, use] = useState<MeasureTool | null>(null);
  const [all, setAll] = useState<readonly Measurement[]>([]);
  const [selected, select] = useState<number | null>(null);
  return {
    tool,
    all,
    selected,
    use,
    select,
    add: (measurement) => {
      const id = ++serial.current;
      setAll((before) => [...before, { ...measurement, id }]);
      select(id);
    },
    move: (id, points) => setAll((before) => before.map((one) => (one.id === id ? { ...one, points } : one))),
    remove: () => {
      const gone = selected ?? all.at(-1)?.id;
      setAll((before) => before.filter(({ id }) => id !== gone));
      select(null);
    },
    removeAll: () => {
      setAll([]);
      select(null);
    },
  };
}
