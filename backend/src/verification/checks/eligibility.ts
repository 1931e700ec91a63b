import type { ModelManifest } from '@firstread/contract';
import { selectSeries, type CandidateSeries } from '../../inference/index.js';
import { candidatesOf, type SampleStudy } from '../sample-studies.js';

/**
 * Holds eligibility against the samples of the package, and against studies that no model may take. Throws an Error
 * with a sentence where one comes out wrong.
 */
export function checkEligibility(manifest: ModelManifest, samples: readonly SampleStudy[]): string {
  const wrong = samples.flatMap((sample) => {
    const selection = selectSeries(manifest.eligibility, candidatesOf(sample));
    if (sample.eligible === undefined || selection.eligible === sample.eligible) return [];
    return [
      selection.eligible
        ? `sample ${sample.name} must not be eligible and is`
        : `sample ${sample.name} must be eligible and is not: ${selection.reason}`,
    ];
  });
  const taken = samples.filter((sample) => selectSeries(manifest.eligibility, candidatesOf(sample)).eligible);
  for (const [what, series] of negatives(taken)) {
    if (selectSeries(manifest.eligibility, series).eligible)
      wrong.push(`a study ${what} is taken; narrow the eligibility`);
  }
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  const stated = samples.filter((sample) => sample.eligible !== undefined).length;
  return `${stated} samples as stated; without images, of another modality and of multi-frame images refused`;
}

/** Studies that nobody takes, made of those that are taken. */
function* negatives(taken: readonly SampleStudy[]): Generator<[string, CandidateSeries[]]> {
  yield ['without images', []];
  for (const sample of taken) {
    const series = candidatesOf(sample);
    yield ['of another modality', series.map((one) => ({ ...one, modality: 'SM' }))];
    yield [
      'of multi-frame images',
      series.map((one) => ({
        ...one,
        images: one.images.map((image) => ({ ...image, numberOfFrames: 30 })),
      })),
    ];
  }
}
