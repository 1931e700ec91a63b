'use client';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { KeysDialog } from './keys-dialog';

interface KeysDialogState {
  isOpen: boolean;
  open: () => void;
}

const KeysContext = createContext<KeysDialogState>({ isOpen: false, open: () => undefined });

/** The dialog in which readers choose their keys, on whichever page. */
export function useKeysDialog(): KeysDialogState {
  return useContext(KeysContext);
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const value = useMemo(() => ({ isOpen, open: () => setOpen(true) }), [isOpen]);
  return (
    <KeysContext value={value}>
      {children}
      {isOpen && <KeysDialog onClose={() => setOpen(false)} />}
    </KeysContext>
  );
}
