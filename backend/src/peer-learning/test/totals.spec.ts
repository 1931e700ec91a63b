import { FEWEST_REVIEWS_SHOWN, peerCategorySchema, peerVerdictSchema } from '@firstread/contract';
import fc from 'fast-check';
import { categoryTotals, modalityTotals, type CountedReview } from '../domain/totals.js';

const review = fc.record({
  modality: fc.constantFrom('CT', 'MR', 'DX'),
  readerId: fc.constantFrom('anna', 'ben', 'cleo'),
  verdict: fc.constantFrom(...peerVerdictSchema.options),
  categories: fc.subarray([...peerCategorySchema.options]),
});

function times(count: number, one: Partial<CountedReview> = {}): CountedReview[] {
  return Array.from({ length: count }, (_, index) => ({
    modality: 'CT',
    readerId: index % 2 === 0 ? 'anna' : 'ben',
    verdict: 'agree' as const,
    categories: [],
    ...one,
  }));
}

describe('totals of a department', () => {
  it('count verdicts by modality', () => {
    expect(modalityTotals([...times(9), ...times(6, { verdict: 'disagreeMinor' })])).toEqual([
      {
        modality: 'CT',
        reviewed: 15,
        verdicts: { agree: 9, disagreeMinor: 6, disagreeMajor: 0, greatCatch: 0 },
      },
    ]);
  });

  it('never show a small number, nor let it be told from the others', () => {
    fc.assert(
      fc.property(fc.array(review, { maxLength: 80 }), (reviews) => {
        for (const { reviewed, verdicts } of modalityTotals(reviews)) {
          const cells = Object.values(verdicts);
          for (const cell of [reviewed, ...cells])
            expect(cell === null || cell === 0 || cell >= FEWEST_REVIEWS_SHOWN).toBe(true);
          const unseen = cells.filter((cell) => cell === null).length;
          if (reviewed !== null) expect(unseen).not.toBe(1);
        }
        for (const { count } of categoryTotals(reviews))
          expect(count === null || count === 0 || count >= FEWEST_REVIEWS_SHOWN).toBe(true);
      }),
    );
  });

  it('show nothing of a modality that has few reviews or one reader', () => {
    const hidden = { agree: null, disagreeMinor: null, disagreeMajor: null, greatCatch: null };
    expect(modalityTotals(times(4))).toEqual([{ modality: 'CT', reviewed: null, verdicts: hidden }]);
    expect(modalityTotals(times(40, { readerId: 'anna' }))).toEqual([
      { modality: 'CT', reviewed: null, verdicts: hidden },
    ]);
  });

  it('count what disagreements are about, and nothing else', () => {
    const of = (reviews: CountedReview[]) =>
      categoryTotals(reviews).find(({ category }) => category === 'perception');
    const seen = { verdict: 'disagreeMinor', categories: ['perception'] } as const;
    expect(of([...times(6, seen), ...times(3, { categories: ['perception'] })])?.count).toBe(6);
    expect(of(times(4, seen))?.count).toBeNull();
    expect(of(times(9, { ...seen, readerId: 'anna' }))?.count).toBeNull();
  });
});
