'use client';
import { startTransition, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterNextFrame } from '../viewer/frame';

/** Nothing waits longer than this for images. */
const LATEST_MS = 1500;

/** True from when the first image is on the screen, or is not to be waited for any longer: what stands beside it comes after. */
export function useImagesFirst(there: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(
    () => (there ? afterNextFrame(() => startTransition(() => setSettled(true))) : undefined),
    [there],
  );
  useEffect(() => {
    if (settled) return undefined;
    const timer = setTimeout(() => setSettled(true), LATEST_MS);
    // A key may be meant for what is not there yet: it is there before the key goes on.
    const onKey = (): void => flushSync(() => setSettled(true));
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [settled]);
  return settled;
}
