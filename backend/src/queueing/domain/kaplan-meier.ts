/** Values in order, and how many there are of each; a value may also come several times. */
export interface Counted {
  values: Float64Array;
  counts: Float64Array;
}

/** One by one; sorts what it is given. */
export function eachOf(values: Float64Array): Counted {
  return { values: values.sort(), counts: new Float64Array(values.length).fill(1) };
}

export function sizeOf({ counts }: Counted): number {
  return counts.reduce((all, one) => all + one, 0);
}

/** One fall of a curve of those still waiting. */
export interface SurvivalStep {
  at: number;
  /** Share still waiting from then on. */
  surviving: number;
  /** How many had neither ended nor been censored before. */
  atRisk: number;
}

/**
 * The product-limit estimate (Kaplan and Meier, Journal of the American Statistical Association 53, 1958), a step for each
 * time at which something ended. What is censored when another ends is still at risk.
 */
export function* kaplanMeier(ended: Counted, censored: Counted): Generator<SurvivalStep> {
  let [surviving, atRisk, left] = [1, sizeOf(ended) + sizeOf(censored), 0];
  for (let place = 0; place < ended.values.length;) {
    const at = ended.values[place] as number;
    for (; left < censored.values.length && (censored.values[left] as number) < at; left++)
      atRisk -= censored.counts[left] as number;
    let ending = 0;
    for (; ended.values[place] === at; place++) ending += ended.counts[place] as number;
    surviving *= (atRisk - ending) / atRisk;
    yield { at, surviving, atRisk };
    atRisk -= ending;
  }
}
