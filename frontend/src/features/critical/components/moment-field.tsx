'use client';
import { Field } from '@/components/ui/field';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { zonedText } from '@/lib/format/zoned';
import { t } from '@/lib/i18n';

interface Props {
  label: string;
  name: string;
  error: string | undefined;
}

/** A time by the site's clock that is not in the future; empty says now. */
export function MomentField({ label, name, error }: Props) {
  const timeZone = useTimeZone();
  return (
    <Field
      type="datetime-local"
      label={label}
      name={name}
      max={zonedText(serverNow(), timeZone)}
      hint={t('critical.receipt.at.hint')}
      error={error}
    />
  );
}
