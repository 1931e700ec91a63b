import type { Estimate, Proportion } from '@firstread/contract';

export function minutes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

/** "+2.1" or "−0.4": a change; without a sign where nothing of it is to be seen. */
export function signedMinutes(value: number): string {
  const size = minutes(Math.abs(value));
  return Number(size) === 0 ? size : `${value > 0 ? '+' : '−'}${size}`;
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** A share with as many digits as asked for. */
export function percentText(value: number, digits = 1): string {
  return `${(100 * value).toFixed(digits)} %`;
}

export function band({ interval95 }: Estimate, format: (value: number) => string = minutes): string {
  return interval95 === null ? '' : `${format(interval95[0])}–${format(interval95[1])}`;
}

/** A proportion with its interval and what it is of; never a figure without n. */
export function proportionText({ count, of, value, interval95 }: Proportion): string {
  if (value === null || interval95 === null) return '–';
  return `${percentText(value)} (${percentText(interval95[0])} to ${percentText(interval95[1])}), ${count} of ${of}`;
}
