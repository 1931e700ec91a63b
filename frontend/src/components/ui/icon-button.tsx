import type { ButtonHTMLAttributes } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  pressed?: boolean;
}

/** A button whose whole text is its label; the icon is the child. */
export function IconButton({ label, pressed, className = '', children, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={`inline-flex size-[26px] shrink-0 items-center justify-center rounded-md transition-colors duration-100 hover:bg-surface-3 hover:text-text-1 disabled:opacity-40 ${
        pressed ? 'bg-cyan-soft text-cyan' : 'text-text-2'
      } ${className}`}
      {...rest}
    >
      {children}
    </button>
  );
}
