'use client';
import type { Callees } from '@firstread/contract';
import { Field, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { calleeOf, NOBODY, offered, OTHER, type CalleeChoice } from '../model/callee-choice';
import { PhoneNumber } from './cells';

interface Props {
  callees: Callees | undefined;
  value: CalleeChoice;
  problem: string | undefined;
  onChange: (value: CalleeChoice) => void;
}

/** Whom to call, with the number at once. */
export function CalleeFields({ callees, value, problem, onChange }: Props) {
  const callee = calleeOf(value, callees);
  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={t('critical.mark.call')}
        value={value.which}
        onChange={(event) => onChange({ ...value, which: event.target.value })}
        data-testid="critical-callee"
      >
        {callees &&
          offered(callees).map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        <option value={OTHER}>{t('critical.mark.call.other')}</option>
        <option value={NOBODY}>{t('critical.mark.call.nobody')}</option>
      </SelectField>
      {value.which === OTHER ? (
        <div className="grid gap-2 sm:grid-cols-2">
          <Field
            label={t('critical.mark.call.name')}
            value={value.name}
            dir="auto"
            maxLength={120}
            error={problem}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
          <Field
            label={t('critical.mark.call.phone')}
            value={value.phone}
            type="tel"
            maxLength={60}
            onChange={(event) => onChange({ ...value, phone: event.target.value })}
          />
        </div>
      ) : (
        callee && (
          <p className="flex flex-wrap gap-x-3 text-[12px] text-text-2">
            {callee.phone ? <PhoneNumber phone={callee.phone} /> : t('critical.mark.call.noPhone')}
            {callees?.location && <span>{t('critical.mark.call.at', { location: callees.location })}</span>}
          </p>
        )
      )}
    </div>
  );
}
