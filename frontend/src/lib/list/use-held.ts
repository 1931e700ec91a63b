'use client';
import { useCallback, useState } from 'react';
import { holdNewer, newestOf, type At } from './held';
import { useIdle } from './use-idle';

/** The rows as shown, and what tells whether somebody is in the list. */
export function useHeld<T>(incoming: readonly T[], at: At<T>) {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [newest, setNewest] = useState<string | null>(null);
  // A resting pointer or focus does not hold for ever.
  const idle = useIdle();
  const held = (pointer || focus) && !idle;
  const latest = newestOf(incoming, at);
  // Nobody is in the list, or it was empty: it follows the server.
  if ((!held || newest === null) && newest !== latest) setNewest(latest);
  const apply = useCallback(() => {
    setNewest(null);
    // The button that was pressed goes away with what it was for, and says no blur.
    setFocus(false);
  }, []);
  return { ...holdNewer(incoming, at, held ? newest : null), setPointer, setFocus, apply };
}
