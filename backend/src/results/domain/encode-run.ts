import type { ResultObjectKind } from '@firstread/contract';
import {
  encodeAiSr,
  encodeKeyObjects,
  encodeSecondaryCapture,
  placeOf,
  type AiOutcome,
  type AiSrFinding,
  type Place,
} from '../../dicom/index.js';
import { findingsOf } from './run-findings.js';
import { algorithmOf, mayMarkImages, objectOf, type EncodableRun } from './run-objects.js';
import { segmentationsOf } from './run-segments.js';

export type { EncodableRun } from './run-objects.js';

export interface EncodedObject {
  kind: ResultObjectKind;
  bytes: Uint8Array;
  /** It has a place in an image or a score. */
  marks: boolean;
}

export interface EncodedRun {
  objects: EncodedObject[];
}

/**
 * Writes a run: SEGs where a reader may see marks, a report for each kind of place that findings have, and what is asked
 * for beside them. The same run always gives the same bytes. Throws a TypeError for a run that allows
 * no valid object.
 */
export function encodeRun(run: EncodableRun): EncodedRun {
  const marked = mayMarkImages(run.manifest);
  const evaluated = run.state === 'flagged' || run.state === 'notFlagged';
  const segs = marked && evaluated ? segmentationsOf(run) : [];
  const findings = evaluated ? findingsOf(run, segs) : [];
  if (run.state === 'flagged' && findings.every((finding) => finding.kind !== 'flagged'))
    throw new TypeError('The run is flagged and no finding is');
  return {
    objects: [
      ...reports(run, findings, marked),
      ...segs.map((seg): EncodedObject => ({ kind: 'SEG', bytes: seg.bytes, marks: true })),
      ...extras(run, marked),
    ],
  };
}

/** Kinds of report, by the place of what each holds. */
const REPORTS = { SR: 'region', SRsegment: 'segment', SRnoRoi: 'none' } as const;
export const REPORT_KINDS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

/**
 * A report for each kind of place, a series of its own: a viewer that draws regions alone, or fails on groups without any,
 * still shows what it can. A run without findings is a report without a place.
 */
function reports(run: EncodableRun, findings: AiSrFinding[], marked: boolean): EncodedObject[] {
  const places = new Set<Place>(findings.length === 0 ? ['none'] : findings.map(placeOf));
  const report = (kind: keyof typeof REPORTS): EncodedObject => ({
    kind,
    marks: marked,
    bytes: encodeAiSr({
      source: run.source,
      algorithm: algorithmOf(run.manifest),
      object: objectOf(run, kind),
      outcome: outcomeOf(run),
      findings,
      holds: REPORTS[kind],
      predecessors: (run.predecessors ?? [])
        .filter((earlier) => earlier.kind === kind)
        .map(({ reference }) => reference),
    }).bytes,
  });
  return REPORT_KINDS.filter((kind) => places.has(REPORTS[kind])).map(report);
}

function extras(run: EncodableRun, marked: boolean): EncodedObject[] {
  const { keyObjects = false, summary } = run.extras ?? {};
  const base = { source: run.source, algorithm: algorithmOf(run.manifest) };
  const flagged = run.state === 'flagged' ? run.findings.filter((finding) => finding.flagged) : [];
  const images = [...new Set(flagged.flatMap((finding) => finding.keyImage ?? []))];
  const pointsAt = run.manifest.presentationClass !== 'notifyOnly' && images.length > 0;
  const description = flagged.map((finding) => finding.label).join(', ');
  return [
    ...(keyObjects && pointsAt
      ? [
          {
            kind: 'KOS' as const,
            marks: marked,
            bytes: encodeKeyObjects({ ...base, object: objectOf(run, 'KOS'), images, description }),
          },
        ]
      : []),
    ...(summary
      ? [
          {
            kind: 'SC' as const,
            marks: false,
            bytes: encodeSecondaryCapture({ ...base, object: objectOf(run, 'SC'), picture: summary }),
          },
        ]
      : []),
  ];
}

function outcomeOf({ state, reason }: EncodableRun): AiOutcome {
  if (state === 'notEvaluable' || state === 'failed') return { state, reason: reason ?? 'no reason given' };
  return { state: state === 'flagged' ? 'flagged' : 'notFlagged' };
}
