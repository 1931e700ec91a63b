'use client';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { APPLY_AFTER, FROZEN_COLUMNS, type ApplyAfter, type ColumnId } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { CheckField, SelectField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { t } from '@/lib/i18n';
import { choosable, moved } from '../model/column-layout';
import { columns as all } from './columns';

interface Props {
  /** Null: as many as the width takes. */
  columns: readonly ColumnId[] | null;
  onColumns: (columns: ColumnId[] | null) => void;
  applyAfter: ApplyAfter | null;
  onApplyAfter: (seconds: ApplyAfter | null) => void;
}

function ApplyAfterChoice({ applyAfter, onApplyAfter }: Pick<Props, 'applyAfter' | 'onApplyAfter'>) {
  return (
    <SelectField
      label={t('worklist.applyAfter')}
      hint={t('worklist.applyAfter.hint')}
      value={applyAfter ?? ''}
      data-testid="apply-after"
      onChange={(event) =>
        onApplyAfter(APPLY_AFTER.find((seconds) => String(seconds) === event.target.value) ?? null)
      }
    >
      {APPLY_AFTER.map((seconds) => (
        <option key={seconds} value={seconds}>
          {t('worklist.applyAfter.seconds', { seconds })}
        </option>
      ))}
      <option value="">{t('worklist.applyAfter.never')}</option>
    </SelectField>
  );
}

/** Which columns are shown and in what order, the frozen ones always; and when a held order applies itself. */
export function ColumnChooser({ columns, onColumns, applyAfter, onApplyAfter }: Props) {
  const chosen = (columns ?? choosable).filter((id) => choosable.includes(id));
  const others = choosable.filter((id) => !chosen.includes(id));
  const name = (id: ColumnId): string => t(all[id].title);
  return (
    <Popover
      label={t('worklist.columns')}
      testId="column-chooser"
      trigger={
        <IconButton label={t('worklist.columns')} pressed={columns !== null} className="max-md:hidden">
          <Columns3 size={15} />
        </IconButton>
      }
    >
      <p className="mb-2 text-text-3">
        {t('worklist.columns.frozen', { names: FROZEN_COLUMNS.map(name).join(', ') })}
      </p>
      <ul className="flex flex-col gap-0.5">
        {[...chosen, ...others].map((id) => {
          const at = chosen.indexOf(id);
          return (
            <li key={id} data-column-choice={id} className="flex h-7 items-center justify-between gap-2">
              <CheckField
                label={name(id)}
                checked={at >= 0}
                onChange={(event) =>
                  onColumns(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              {at >= 0 && (
                <span className="flex">
                  <IconButton
                    label={t('worklist.columns.up', { name: name(id) })}
                    disabled={at === 0}
                    onClick={() => onColumns(moved(chosen, id, -1))}
                  >
                    <ArrowUp size={13} />
                  </IconButton>
                  <IconButton
                    label={t('worklist.columns.down', { name: name(id) })}
                    disabled={at === chosen.length - 1}
                    onClick={() => onColumns(moved(chosen, id, 1))}
                  >
                    <ArrowDown size={13} />
                  </IconButton>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button size="sm" className="mt-3 w-full" disabled={columns === null} onClick={() => onColumns(null)}>
        {t('worklist.columns.standard')}
      </Button>
      <div className="mt-3 border-t border-line-strong pt-3">
        <ApplyAfterChoice applyAfter={applyAfter} onApplyAfter={onApplyAfter} />
      </div>
    </Popover>
  );
}
