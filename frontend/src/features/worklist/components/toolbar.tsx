'use client';
import { CircleHelp, Rows2, Rows3, Rows4, Search, X } from 'lucide-react';
import type { Density } from '@firstread/contract';
import type { Ref } from 'react';
import { KeyHint } from '@/components/keys/key-hint';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import type { ListState } from '../model/list-state';

export const rowHeights: Record<Density, number> = { compact: 28, normal: 32, relaxed: 40 };

const densities: readonly { value: Density; icon: typeof Rows2 }[] = [
  { value: 'compact', icon: Rows4 },
  { value: 'normal', icon: Rows3 },
  { value: 'relaxed', icon: Rows2 },
];

interface Props {
  counts: ListState['counts'] | null;
  filter: string;
  onFilter: (filter: string) => void;
  filterRef: Ref<HTMLInputElement>;
  filterState: string | null;
  filterTitle: string | undefined;
  density: Density;
  onDensity: (density: Density) => void;
  onHelp: () => void;
  onLeaveFilter: () => void;
}

function Counts({ counts }: { counts: ListState['counts'] }) {
  return (
    <p
      className="tabular flex items-baseline gap-3 text-[12px] whitespace-nowrap text-text-2"
      data-testid="worklist-counts"
    >
      <span>
        {counts.unread === counts.total
          ? t('worklist.unread', { count: counts.unread })
          : t('worklist.unreadOf', { count: counts.unread, total: counts.total })}
      </span>
      {counts.stat > 0 && (
        <span className="font-medium text-red">{t('worklist.stat', { count: counts.stat })}</span>
      )}
      {counts.overdue > 0 && (
        <span className="font-medium text-red">{t('worklist.overdue', { count: counts.overdue })}</span>
      )}
    </p>
  );
}

function FilterBox({ filter, onFilter, filterRef, filterState, filterTitle, onLeaveFilter }: Props) {
  return (
    <>
      {filterState !== null && (
        <span
          data-testid="filter-state"
          role="status"
          title={filterTitle}
          className="tabular min-w-0 truncate rounded-full border border-cyan-line bg-cyan-soft px-2.5 text-[11.5px] leading-[20px] text-cyan max-sm:hidden"
        >
          {filterState}
        </span>
      )}
      <div className="relative w-72 max-w-full min-w-24 shrink">
        <Search size={14} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3" />
        <input
          ref={filterRef}
          type="search"
          data-testid="worklist-filter"
          aria-label={t('worklist.filter')}
          placeholder={t('worklist.filter.hint')}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              if (filter === '') event.currentTarget.blur();
              else onFilter('');
            }
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault();
              onLeaveFilter();
            }
          }}
          className={`h-[26px] w-full rounded-md border bg-surface-1 pr-7 pl-8 text-[12px] placeholder:text-text-3 [&::-webkit-search-cancel-button]:hidden ${
            filter === '' ? 'border-line' : 'border-cyan-line'
          }`}
        />
        <span className="absolute top-1/2 right-1 -translate-y-1/2">
          {filter === '' ? (
            <KeyHint action="filter" />
          ) : (
            <IconButton label={t('worklist.filter.clear')} onClick={() => onFilter('')} className="!size-6">
              <X size={13} />
            </IconButton>
          )}
        </span>
      </div>
    </>
  );
}

export function Toolbar(props: Props) {
  const { counts, density, onDensity, onHelp } = props;
  return (
    <div className="flex h-10 shrink-0 items-center gap-4 border-b border-line px-3">
      <h1 className="text-[14px] font-semibold max-sm:sr-only">{t('worklist.title')}</h1>
      {counts && <Counts counts={counts} />}
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <FilterBox {...props} />
        <div role="group" aria-label={t('worklist.density')} className="flex max-md:hidden">
          {densities.map(({ value, icon: Icon }) => (
            <IconButton
              key={value}
              label={`${t('worklist.density')}: ${t(`worklist.density.${value}`)}`}
              pressed={density === value}
              onClick={() => onDensity(value)}
            >
              <Icon size={15} />
            </IconButton>
          ))}
        </div>
        <IconButton label={t('help.title')} onClick={onHelp} className="max-md:hidden">
          <CircleHelp size={15} />
        </IconButton>
      </div>
    </div>
  );
}
