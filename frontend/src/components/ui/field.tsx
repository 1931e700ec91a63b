import { useId, type InputHTMLAttributes } from 'react';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

export function Field({ label, hint, error, ...input }: Props) {
  const id = useId();
  const described = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-[12px] font-medium text-text-2">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={described}
        className="h-9 rounded-md border border-line-strong bg-surface-0 px-2.5 text-[13px] text-text-1 placeholder:text-text-3 aria-invalid:border-amber"
        {...input}
      />
      {error !== undefined ? (
        <p id={`${id}-error`} className="text-[12px] text-amber">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className="text-[12px] text-text-3">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
