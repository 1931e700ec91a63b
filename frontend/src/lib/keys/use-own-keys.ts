'use client';
import { useMemo } from 'react';
import { useStoredLayout } from '../layout/use-stored-layout';
import { resolveKeys, type Keys } from './keys';

/** The keys as this reader has chosen them. */
export function useOwnKeys(): Keys {
  const { keys } = useStoredLayout().layout;
  return useMemo(() => resolveKeys(keys), [keys]);
}
