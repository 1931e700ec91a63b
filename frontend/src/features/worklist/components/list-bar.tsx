'use client';
import { Columns2 } from 'lucide-react';
import { labelOf } from '@/components/keys/keys-help';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import type { ListSettings } from '../hooks/use-list-settings';
import { filterWords } from '../model/filter-words';
import { ColumnChooser } from './column-chooser';
import { FilterMenu } from './filter-menu';
import { ViewTabs, type ViewAction } from './view-tabs';

interface Props {
  settings: ListSettings;
  onAction: (action: ViewAction) => void;
  /** Null where the window is too narrow for two lists. */
  secondOpen: boolean | null;
  onSecond: () => void;
}

/** Which list it is: its view, what it is filtered by, its columns, and a second one beside it. */
export function ListBar({ settings, onAction, secondOpen, onSecond }: Props) {
  const keys = useOwnKeys();
  const filter = settings.filter ?? {};
  const words = filterWords(filter).join(' · ');
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-3 pl-1">
      <ViewTabs
        views={settings.views}
        counts={settings.counts}
        current={settings.view}
        modified={settings.modified}
        onChoose={settings.choose}
        onAction={onAction}
      />
      {words !== '' && (
        <bdi
          data-testid="filter-words"
          title={words}
          className="max-w-72 min-w-0 shrink truncate text-[12px] text-cyan max-lg:hidden"
        >
          {words}
        </bdi>
      )}
      <FilterMenu filter={filter} counts={settings.counts} onFilter={settings.setFilter} />
      <ColumnChooser
        columns={settings.columns}
        onColumns={settings.setColumns}
        applyAfter={settings.layout.applyAfter}
        onApplyAfter={(applyAfter) => settings.change({ applyAfter })}
      />
      {secondOpen !== null && (
        <IconButton
          label={t('worklist.second.toggle', { key: labelOf(keys, 'secondList') })}
          pressed={secondOpen}
          onClick={onSecond}
        >
          <Columns2 size={15} />
        </IconButton>
      )}
    </div>
  );
}
