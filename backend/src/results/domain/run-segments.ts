import type { SegmentationOutput } from '@firstread/contract';
import { encodeSeg, type EncodedSeg, type SegmentInput } from '../../dicom/index.js';
import { cieLabOf } from './colour.js';
import { algorithmOf, objectOf, trackingOf, type EncodableRun, type RunSegment } from './run-objects.js';

const KINDS = { binary: 'SEG', fractional: 'SEGfractional', labelmap: 'SEGlabelmap' } as const;

/**
 * One SEG for each encoding that the manifest asks for and that has a pixel. Label maps are young (2024): their segments
 * are written as binary ones too, to which reports refer.
 */
export function segmentationsOf(run: EncodableRun): EncodedSeg[] {
  const outputs = run.manifest.outputs.filter((output) => output.kind === 'segmentation');
  return (['binary', 'fractional', 'labelmap'] as const).flatMap((encoding) => {
    const segments = outputs
      .filter((output) => encodingsOf(output).includes(encoding))
      .flatMap((output) => segmentInput(run, output));
    if (segments.length === 0) return [];
    const algorithm = algorithmOf(run.manifest);
    const object = objectOf(run, KINDS[encoding]);
    return encodeSeg({ source: run.source, segments, algorithm, object, encoding }) ?? [];
  });
}

function encodingsOf({ encoding = 'binary' }: SegmentationOutput): readonly string[] {
  return encoding === 'labelmap' ? ['binary', 'labelmap'] : [encoding];
}

function segmentInput(run: EncodableRun, output: SegmentationOutput): SegmentInput[] {
  const { tensor, channel = 0 } = output;
  const found = run.masks?.segments.find((one) => one.tensor === tensor && one.channel === channel);
  if (!found || !run.masks) return [];
  const { images } = run.masks;
  const { label, category, type, site, colour } = output.segment;
  return [
    {
      label,
      category,
      type,
      ...(site ? { anatomicRegion: site } : {}),
      ...trackingOf(run, label),
      displayColour: cieLabOf(colour),
      masks: pixelsOf(found).map((mask, index) => ({ SOPInstanceUID: images[index] ?? '', mask })),
    },
  ];
}

function pixelsOf({ masks, fractions }: RunSegment): readonly Uint8Array[] {
  return fractions ?? masks.map((mask) => mask.values);
}
