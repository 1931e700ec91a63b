import type { ButtonHTMLAttributes } from 'react';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

const variants: Record<Variant, string> = {
  primary: 'bg-cyan text-surface-0 font-semibold hover:brightness-110',
  secondary: 'border border-line-strong bg-surface-2 text-text-1 hover:bg-surface-3',
  ghost: 'text-text-2 hover:bg-surface-2 hover:text-text-1',
  danger: 'bg-red-strong text-white font-semibold hover:brightness-110',
};

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  size?: 'sm' | 'md';
}

export function Button({
  variant = 'secondary',
  size = 'md',
  className = '',
  type = 'button',
  ...rest
}: Props) {
  const box = size === 'sm' ? 'h-6 px-2 text-[12px]' : 'h-8 px-3 text-[13px]';
  return (
    <button
      type={type}
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap transition-colors duration-100 disabled:opacity-50 ${box} ${variants[variant]} ${className}`}
      {...rest}
    />
  );
}
