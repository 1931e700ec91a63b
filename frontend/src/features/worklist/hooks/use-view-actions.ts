'use client';
import { useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';
import { saveView } from '../api/views';
import type { ViewAction } from '../components/view-tabs';
import type { ListSettings } from './use-list-settings';

/** Saving, renaming and deleting views; what needs an answer opens a dialog. */
export function useViewActions(settings: ListSettings) {
  const toast = useToast();
  const [asking, setAsking] = useState<Exclude<ViewAction, 'update'> | null>(null);
  const { view, filter, sort, columns, reload, choose } = settings;
  const shown = { filter: filter ?? {}, sort, columns };

  const update = (): void => {
    if (!view || view.scope === 'builtIn') return;
    const { id, name, scope } = view;
    saveView({ name, scope, ...shown }, id).then(
      () => void reload().then(() => choose(id)),
      (error: unknown) =>
        toast({ tone: 'error', text: error instanceof Error ? error.message : t('form.check') }),
    );
  };
  return {
    asking,
    shown,
    act: (action: ViewAction) => (action === 'update' ? update() : setAsking(action)),
    close: () => setAsking(null),
    done: (id: string) => {
      setAsking(null);
      void reload().then(() => choose(id));
    },
  };
}
