'use client';
import type { InputHTMLAttributes } from 'react';
import { Field } from '@/components/ui/field';
import { t } from '@/lib/i18n';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  error: string | undefined;
}

/** A time by the site's clock, in 24 hours whatever the browser's language is; empty says now. */
export function MomentField({ label, error, ...input }: Props) {
  return (
    <Field
      label={label}
      error={error}
      hint={t('critical.moment.hint')}
      autoComplete="off"
      spellCheck={false}
      maxLength={16}
      {...input}
    />
  );
}
