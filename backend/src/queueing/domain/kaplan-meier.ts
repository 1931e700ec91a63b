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
 * time at which something ended. Both are sorted, shortest first; what is censored when another ends is still at risk.
 */
export function* kaplanMeier(ended: Float64Array, censored: Float64Array): Generator<SurvivalStep> {
  let [surviving, atRisk, left] = [1, ended.length + censored.length, 0];
  for (let place = 0; place < ended.length;) {
    const at = ended[place] as number;
    for (; left < censored.length && (censored[left] as number) < at; left++) atRisk -= 1;
    let ending = 1;
    while (ended[place + ending] === at) ending += 1;
    surviving *= (atRisk - ending) / atRisk;
    yield { at, surviving, atRisk };
    atRisk -= ending;
    place += ending;
  }
}
