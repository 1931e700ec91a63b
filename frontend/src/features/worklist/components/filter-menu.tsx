'use client';
import { Filter } from 'lucide-react';
import { holderSchema, orderClassSchema, type ViewCounts, type WorklistFilter } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { CheckField, FieldGroup, SelectField } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { t } from '@/lib/i18n';
import { without, withValue } from '../model/filter-change';
import { filterWords } from '../model/filter-words';

interface Props {
  filter: WorklistFilter;
  counts: ViewCounts | undefined;
  onFilter: (filter: WorklistFilter) => void;
}

interface ChoiceProps<K extends 'modalities' | 'sites' | 'orderClasses'> {
  label: string;
  part: K;
  values: readonly NonNullable<WorklistFilter[K]>[number][];
  text: (value: NonNullable<WorklistFilter[K]>[number]) => string;
}

function Choice<K extends 'modalities' | 'sites' | 'orderClasses'>({
  filter,
  onFilter,
  label,
  part,
  values,
  text,
}: Pick<Props, 'filter' | 'onFilter'> & ChoiceProps<K>) {
  const chosen: readonly string[] = filter[part] ?? [];
  return (
    <FieldGroup label={label}>
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
        {values.map((value) => (
          <CheckField
            key={value}
            label={text(value)}
            checked={chosen.includes(value)}
            onChange={(event) => onFilter(withValue(filter, part, value, event.target.checked))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** Values there are to choose from, and those chosen that no study has at the moment. */
function offered(known: readonly string[] | undefined, chosen: readonly string[] | undefined): string[] {
  return [...new Set([...(known ?? []), ...(chosen ?? [])])].sort();
}

/** What the list is filtered by. AI can be asked for only: there is no list of studies without a flag. */
export function FilterMenu({ filter, counts, onFilter }: Props) {
  const active = filterWords(filter).length;
  const both = { filter, onFilter };
  return (
    <Popover
      label={t('worklist.filter.menu')}
      testId="filter-menu"
      trigger={
        <Button size="sm" variant={active > 0 ? 'secondary' : 'ghost'} data-testid="open-filter">
          <Filter size={13} aria-hidden className={active > 0 ? 'text-cyan' : ''} />
          <span className="max-sm:sr-only">{t('worklist.filter.menu')}</span>
          {active > 0 && <span className="tabular text-cyan">{active}</span>}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Choice
          {...both}
          label={t('worklist.filter.modality')}
          part="modalities"
          values={offered(counts?.modalities, filter.modalities)}
          text={(value) => value}
        />
        <Choice
          {...both}
          label={t('worklist.filter.site')}
          part="sites"
          values={offered(counts?.sites, filter.sites)}
          text={(value) => value || t('worklist.filter.noSite')}
        />
        <Choice
          {...both}
          label={t('worklist.filter.order')}
          part="orderClasses"
          values={orderClassSchema.options}
          text={(value) => t(`order.${value}`)}
        />
        <SelectField
          label={t('worklist.filter.holder')}
          value={filter.holder ?? ''}
          onChange={(event) => {
            const holder = holderSchema.safeParse(event.target.value);
            onFilter(holder.success ? { ...filter, holder: holder.data } : without(filter, 'holder'));
          }}
        >
          <option value="">{t('worklist.filter.holder.any')}</option>
          {holderSchema.options.map((holder) => (
            <option key={holder} value={holder}>
              {t(`worklist.filter.holder.${holder}`)}
            </option>
          ))}
        </SelectField>
        <FieldGroup label={t('worklist.filter.only')}>
          <CheckField
            label={t('worklist.filter.overdue')}
            checked={filter.overdue === true}
            onChange={(event) =>
              onFilter(event.target.checked ? { ...filter, overdue: true } : without(filter, 'overdue'))
            }
          />
          <CheckField
            label={t('worklist.filter.suspected')}
            checked={filter.aiSuspected === true}
            onChange={(event) =>
              onFilter(
                event.target.checked ? { ...filter, aiSuspected: true } : without(filter, 'aiSuspected'),
              )
            }
          />
          <CheckField
            label={t('worklist.filter.onHold')}
            checked={filter.onHold === true}
            onChange={(event) =>
              onFilter(event.target.checked ? { ...filter, onHold: true } : without(filter, 'onHold'))
            }
          />
        </FieldGroup>
        <Button size="sm" disabled={active === 0} onClick={() => onFilter({})} data-testid="clear-filter">
          {t('worklist.filter.none')}
        </Button>
      </div>
    </Popover>
  );
}
