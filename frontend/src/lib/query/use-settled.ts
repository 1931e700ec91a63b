'use client';
import { useEffect, useState } from 'react';

const SETTLE_MS = 400;

/** The value once it has stood for a moment: a number that is being typed, a row that is passed, is not asked about. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
