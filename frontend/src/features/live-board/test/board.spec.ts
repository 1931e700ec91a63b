import { aiTotals, ageLabels, greatestCell, listOf, longestFirst } from '../model/board';

describe('the live board', () => {
  it('words ages from the limits', () => {
    expect(ageLabels([30, 60, 120, 1440])).toEqual(['< 30 min', '30 min–1 h', '1–2 h', '2–24 h', '≥ 24 h']);
  });

  it('leads to the worklist by filter and order alone', () => {
    const url = new URL(listOf({ bands: [2] }, longestFirst), 'http://here');
    expect(url.pathname).toBe('/worklist');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      view: 'all',
      filter: '{"bands":[2]}',
      sort: '[{"column":"waiting","direction":"descending"}]',
    });
  });

  it('scales bars by the greatest cell, and by one where all are empty', () => {
    const band = (byAge: number[]) => ({ band: 0 as const, total: 0, byAge });
    expect(greatestCell({ total: 9, bands: [band([1, 2]), band([6, 0])] })).toBe(6);
    expect(greatestCell({ total: 0, bands: [band([0])] })).toBe(1);
  });

  it('adds up what AI owes', () => {
    const model = { modelId: 'm', modelVersion: '1', name: 'M', waitingSince: null };
    const models = [
      { ...model, pending: 1, running: 2, failed: 3, notEvaluable: 4 },
      { ...model, pending: 10, running: 0, failed: 0, notEvaluable: 0 },
    ];
    expect(aiTotals({ models })).toEqual({ pending: 11, running: 2, failed: 3, notEvaluable: 4 });
  });
});
