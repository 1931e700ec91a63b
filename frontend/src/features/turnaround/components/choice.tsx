import type { SelectHTMLAttributes } from 'react';

interface Props extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChoose: (value: string) => void;
}

/** A choice on one line with its label. */
export function Choice({ label, value, options, onChoose, ...rest }: Props) {
  return (
    <label className="inline-flex max-w-full shrink-0 items-center gap-1.5 text-[12px] text-text-2">
      <span className="whitespace-nowrap">{label}</span>
      <select
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className="h-7 min-w-0 rounded-md border border-line-strong bg-surface-0 px-1.5 text-[12px] text-text-1"
        {...rest}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
