'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

interface Recorded {
  id: string;
}

export type Editing<T> = { kind: 'add' } | { kind: 'edit' | 'delete'; record: T };

/** Which record is being added, edited or deleted, and how the list is read again afterwards. */
export function useEditing<T extends Recorded>(key: readonly string[]) {
  const client = useQueryClient();
  const [editing, setEditing] = useState<Editing<T> | null>(null);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: key });
  return {
    editing,
    add: () => setEditing({ kind: 'add' }),
    edit: (record: T) => setEditing({ kind: 'edit', record }),
    remove: (record: T) => setEditing({ kind: 'delete', record }),
    close: () => setEditing(null),
    done: () => {
      setEditing(null);
      void refresh();
    },
  };
}
