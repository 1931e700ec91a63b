import {
  disagrees,
  FEWEST_REVIEWS_SHOWN,
  peerCategorySchema,
  peerVerdictSchema,
  type PeerCategoryTotal,
  type PeerModalityTotal,
  type PeerVerdict,
  type PeerCategory,
} from '@firstread/contract';

/** What totals are made of: a review without who wrote and who reviewed. */
export interface CountedReview {
  modality: string;
  /** Tells the reports of one reader from those of another, and nothing more. */
  readerId: string;
  verdict: PeerVerdict;
  categories: readonly PeerCategory[];
}

/**
 * Reviews of each modality. A modality with few reviews, or with those of one reader only, shows nothing but its name. Where
 * exactly one number of the others is small, the total is not shown either: it would tell it.
 */
export function modalityTotals(reviews: readonly CountedReview[]): PeerModalityTotal[] {
  const modalities = [...new Set(reviews.map(({ modality }) => modality))].sort();
  return modalities.map((modality) => {
    const own = reviews.filter((one) => one.modality === modality);
    const hidden = own.length < FEWEST_REVIEWS_SHOWN || readersOf(own) < 2;
    const counts = peerVerdictSchema.options.map((verdict) => {
      const count = own.filter((one) => one.verdict === verdict).length;
      return [verdict, hidden || isSmall(count) ? null : count] as const;
    });
    const unseen = counts.filter(([, count]) => count === null).length;
    return {
      modality,
      reviewed: hidden || unseen === 1 ? null : own.length,
      verdicts: Object.fromEntries(counts) as PeerModalityTotal['verdicts'],
    };
  });
}

/** What disagreements were about; a review can name several. Those of one reader only are not shown. */
export function categoryTotals(reviews: readonly CountedReview[]): PeerCategoryTotal[] {
  const disagreements = reviews.filter(({ verdict }) => disagrees(verdict));
  const hidden = readersOf(disagreements) === 1;
  return peerCategorySchema.options.map((category) => {
    const count = disagreements.filter(({ categories }) => categories.includes(category)).length;
    return { category, count: hidden || isSmall(count) ? null : count };
  });
}

function readersOf(reviews: readonly CountedReview[]): number {
  return new Set(reviews.map(({ readerId }) => readerId)).size;
}

function isSmall(count: number): boolean {
  return count > 0 && count < FEWEST_REVIEWS_SHOWN;
}
