'use client';
import type { ReadingOrderChoice, WhatIfScenario } from '@firstread/contract';
import { CheckField, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { FIRST_OVERDUE, orderName, orderOf, ORDERS, type OrderName } from '../model/scenario';
import { NumberField } from './number-field';
import { Fields, Part } from './part';

interface Props {
  scenario: WhatIfScenario;
  today: WhatIfScenario;
  onChange: (scenario: WhatIfScenario) => void;
}

const CLASSES = ['stat', 'urgent', 'routine'] as const;

/** What readers take next. */
export function Order({ scenario, today, onChange }: Props) {
  const { order, interrupts } = scenario;
  const change = (next: ReadingOrderChoice): void => onChange({ ...scenario, order: next });
  const offered = ORDERS.filter((name) => name !== 'rules' || today.order.kind === 'rules');
  return (
    <Part title={t('whatIf.order')}>
      <div className="flex flex-col gap-2">
        <SelectField
          label={t('whatIf.source.order')}
          value={orderName(order)}
          data-testid="what-if-order"
          onChange={(event) => change(orderOf(event.target.value as OrderName, order, today.order))}
        >
          {offered.map((name) => (
            <option key={name} value={name}>
              {t(`whatIf.order.${name}`)}
            </option>
          ))}
        </SelectField>
        {order.kind === 'flaggedFirst' && <FlaggedFirst order={order} onChange={change} />}
        <CheckField
          label={t('whatIf.order.interrupts')}
          checked={interrupts}
          onChange={(event) => onChange({ ...scenario, interrupts: event.target.checked })}
        />
      </div>
    </Part>
  );
}

function FlaggedFirst({
  order,
  onChange,
}: {
  order: Extract<ReadingOrderChoice, { kind: 'flaggedFirst' }>;
  onChange: (order: ReadingOrderChoice) => void;
}) {
  const { overdue, withStat } = order;
  return (
    <>
      <CheckField
        label={t('whatIf.order.withStat')}
        checked={withStat}
        onChange={(event) => onChange({ ...order, withStat: event.target.checked })}
      />
      <CheckField
        label={t('whatIf.order.overdue')}
        checked={overdue !== null}
        onChange={(event) => onChange({ ...order, overdue: event.target.checked ? FIRST_OVERDUE : null })}
      />
      {overdue && (
        <Fields>
          {CLASSES.map((one) => (
            <NumberField
              key={one}
              label={t(`whatIf.order.overdue.${one}`)}
              value={overdue.afterMinutes[one]}
              min={1}
              onChange={(minutes) =>
                onChange({
                  ...order,
                  overdue: { ...overdue, afterMinutes: { ...overdue.afterMinutes, [one]: minutes } },
                })
              }
            />
          ))}
        </Fields>
      )}
    </>
  );
}
