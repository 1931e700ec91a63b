import type { Series } from '@firstread/contract';

export function isDisplayable(series: Series): boolean {
  return series.hasImages && series.modality !== 'SEG' && series.modality !== 'SR';
}

/** Acquired images first, then what else was sent, then what we made; each by its number. */
export function inListOrder(series: readonly Series[]): Series[] {
  const rank = (entry: Series): number => (entry.madeByFirstread ? 2 : isDisplayable(entry) ? 0 : 1);
  return [...series].sort((a, b) => rank(a) - rank(b) || (a.number ?? Infinity) - (b.number ?? Infinity));
}
