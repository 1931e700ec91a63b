import type { Series } from '@firstread/contract';

export function isDisplayable(series: Series): boolean {
  return series.hasImages && series.modality !== 'SEG' && series.modality !== 'SR';
}

/** Reports, key objects and documents: they are read and not looked at. */
export function isReadable(series: Series): boolean {
  return !isDisplayable(series) && ['SR', 'KO', 'DOC'].includes(series.modality);
}

/** Acquired images first, then what else was sent, then what we made; each by its number. */
export function inListOrder(series: readonly Series[]): Series[] {
  const rank = (entry: Series): number => (entry.madeByFirstread ? 2 : isDisplayable(entry) ? 0 : 1);
  return [...series].sort((a, b) => rank(a) - rank(b) || (a.number ?? Infinity) - (b.number ?? Infinity));
}
