import type { Estimate, Proportion } from '@firstread/contract';

export function minutes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

/** "+2.1" or "−0.4": a change. */
export function signedMinutes(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${minutes(Math.abs(value))}`;
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
