import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';

interface Said {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** What ties a control to its label, hint and error. */
interface Tie {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

const box =
  'rounded-md border border-line-strong bg-surface-0 px-2.5 text-[13px] text-text-1 placeholder:text-text-3 aria-invalid:border-amber disabled:opacity-60';

function Labelled({ label, hint, error, children }: Said & { children: (tie: Tie) => ReactNode }) {
  const id = useId();
  const described = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-[12px] font-medium text-text-2">
        {label}
      </label>
      {children({ id, 'aria-invalid': error !== undefined || undefined, 'aria-describedby': described })}
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

export function Field({ label, hint, error, ...input }: Said & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(tie) => <input className={`h-9 ${box}`} {...tie} {...input} />}
    </Labelled>
  );
}

export function TextAreaField({
  label,
  hint,
  error,
  ...input
}: Said & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(tie) => <textarea rows={3} className={`py-1.5 font-mono ${box}`} {...tie} {...input} />}
    </Labelled>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...input
}: Said & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(tie) => (
        <select className={`h-9 min-w-0 ${box}`} {...tie} {...input}>
          {children}
        </select>
      )}
    </Labelled>
  );
}

export function CheckField({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-[3px] size-3.5 shrink-0 accent-cyan"
        {...input}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-[12px] text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** Several checkboxes under one question. */
export function FieldGroup({ label, hint, error, children }: Said & { children: ReactNode }) {
  const id = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="min-w-0">
      <legend className="mb-1.5 text-[12px] font-medium text-text-2">{label}</legend>
      <div className="flex flex-col gap-1.5">{children}</div>
      {error !== undefined ? (
        <p id={`${id}-error`} className="mt-1 text-[12px] text-amber">
          {error}
        </p>
      ) : (
        hint !== undefined && <p className="mt-1 text-[12px] text-text-3">{hint}</p>
      )}
    </fieldset>
  );
}
