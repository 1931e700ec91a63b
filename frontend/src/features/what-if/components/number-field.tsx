'use client';
import { useState } from 'react';
import { Field } from '@/components/ui/field';

interface Props {
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** What is shown is so many times the value, e.g. 100 for per cent. */
  scale?: number;
  step?: number;
  min?: number;
  max?: number;
}

/** A number as it is typed; NaN where it is none. */
export function NumberField({ label, value, onChange, scale = 1, step = 1, min = 0, max }: Props) {
  const [text, setText] = useState<string | null>(null);
  const shown = Number.isNaN(value) ? '' : String(Number((value * scale).toPrecision(4)));
  return (
    <Field
      label={label}
      type="number"
      inputMode="decimal"
      step={step}
      min={min}
      max={max}
      value={text ?? shown}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        onChange(typed === '' ? Number.NaN : Number(typed) / scale);
      }}
      onBlur={() => setText(null)}
    />
  );
}
