import type { Finding, TensorManifest } from '@firstread/contract';
import { getString, parsePart10 } from '../../dicom/index.js';
import {
  masksOf,
  runPipeline,
  selectSeries,
  type ModelRunner,
  type PipelineResult,
  type SourceImage,
} from '../../inference/index.js';
import { encodeRun } from '../../results/index.js';
import type { VerificationTools } from '../model-under-test.js';
import { counted } from '../domain/counted.js';
import { candidatesOf, type SampleStudy } from '../sample-studies.js';

/** Stands for the run in the objects, which nobody keeps. */
const RUN_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Runs the model on every eligible sample from its DICOM files, and makes the objects of its results. Throws an Error
 * with a sentence where a sample comes out otherwise than stated or an object is not valid.
 */
export async function checkObjects(
  manifest: TensorManifest,
  samples: readonly SampleStudy[],
  model: ModelRunner,
  tools: VerificationTools,
): Promise<string> {
  const made: string[] = [];
  let judged = true;
  let evaluated = 0;
  for (const sample of samples) {
    const selection = selectSeries(manifest.eligibility, candidatesOf(sample));
    if (!selection.eligible) continue;
    const images = sample.images.filter(
      (image) => getString(image.parsed.dataset, 'SeriesInstanceUID') === selection.seriesUid,
    );
    const result = await runPipeline(manifest, images, (feeds, outputs) => model.run(feeds, outputs));
    evaluated += 1;
    requireStated(sample, result);
    for (const { kind, bytes } of encodeRun(encodableOf(manifest, images, result)).objects) {
      parsePart10(bytes);
      const errors = await tools.validate(bytes);
      if (errors === undefined) judged = false;
      else if (errors.length > 0) throw new Error(`the ${kind} of ${sample.name} is not valid: ${errors[0]}`);
      made.push(kind);
    }
  }
  if (evaluated === 0)
    throw new Error(
      'no sample study is eligible, so that no result could be made: add one to samples/ with "eligible": true',
    );
  const by = judged ? 'no error by dciodvfy' : 'read back; dciodvfy is not installed here';
  return `${counted(evaluated, 'study', 'studies')}, ${counted(made.length, 'object')} (${[...new Set(made)].join(', ')}): ${by}`;
}

function requireStated({ name, flagged }: SampleStudy, { interpretation }: PipelineResult): void {
  if (flagged === undefined) return;
  if (interpretation.state === 'notEvaluable')
    throw new Error(`sample ${name} could not be evaluated: ${interpretation.reason}`);
  if ((interpretation.state === 'flagged') !== flagged)
    throw new Error(`sample ${name} is ${flagged ? 'not flagged and must be' : 'flagged and must not be'}`);
}

function encodableOf(manifest: TensorManifest, images: readonly SourceImage[], result: PipelineResult) {
  const { interpretation } = result;
  const evaluable = interpretation.state !== 'notEvaluable';
  const findings: Finding[] = evaluable ? interpretation.findings : [];
  return {
    id: RUN_ID,
    state: interpretation.state,
    reason: evaluable ? null : interpretation.reason,
    finishedAt: new Date(0),
    seriesNumber: 9001,
    manifest,
    findings,
    source: images
      .filter((image) => result.images.includes(image.sopInstanceUid))
      .map((image) => image.parsed.dataset),
    ...(evaluable && interpretation.segments.length > 0
      ? {
          masks: {
            images: result.images,
            segments: interpretation.segments.map(masksOf),
          },
        }
      : {}),
  };
}
