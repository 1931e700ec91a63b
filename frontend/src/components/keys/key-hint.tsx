'use client';
import { Kbd } from '@/components/ui/kbd';
import type { KeyAction } from '@/lib/keys/actions';
import { keyLabel } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';

/** The reader's key for it; nothing where it has none. */
export function KeyHint({ action }: { action: KeyAction }) {
  const key = useOwnKeys()[action];
  return key === null ? null : <Kbd>{keyLabel(key)}</Kbd>;
}
