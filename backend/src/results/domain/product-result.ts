import type { DicomManifest, Finding } from '@firstread/contract';
import { sameCode, type ReadFinding, type ReadResult } from '../../dicom/index.js';

/** What a product's objects of one study have come to so far. */
export interface ProductResult {
  state: 'flagged' | 'notFlagged' | 'unreadable';
  reason: string | null;
  findings: Finding[];
}

export const UNREADABLE = 'A result is present that only a person can read';

/**
 * Reads the objects that a product sent of one study as one result. A finding that the manifest names is flagged where
 * an object states it, with a score at or above its operating point where it has both; others are shown in the
 * product's words and raise nothing. Where an object could be read and no finding is stated, nothing is flagged.
 */
export function productResult(manifest: DicomManifest, objects: readonly ReadResult[]): ProductResult {
  const reports = objects.filter((object) => object.kind === 'SR' && object.findings);
  const readable = reports.length > 0 ? reports : objects.filter((object) => object.findings);
  if (readable.length === 0) return { state: 'unreadable', reason: UNREADABLE, findings: [] };
  const stated = readable.flatMap((object) => object.findings ?? []);
  const findings = [
    ...manifest.findings.map((named) => declared(named, stated)),
    ...stated
      .filter(
        (one) => one.present && !manifest.findings.some((named) => sameCode(named.concept, one.concept)),
      )
      .map(undeclared),
  ];
  const flagged = findings.some((finding) => finding.flagged);
  return { state: flagged ? 'flagged' : 'notFlagged', reason: null, findings };
}

/** The strongest statement of a finding that the manifest names. */
function declared(named: DicomManifest['findings'][number], stated: readonly ReadFinding[]): Finding {
  const { concept, label, critical, operatingPoint } = named;
  const found = stated
    .filter((one) => one.present && sameCode(one.concept, concept))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const [best] = found;
  const reached = best !== undefined && (best.score === null || best.score >= (operatingPoint ?? 0));
  return {
    concept,
    label,
    critical,
    flagged: reached,
    score: best?.score ?? null,
    operatingPoint: operatingPoint ?? null,
    quantity: best?.quantity ?? null,
    keyImage: best?.images[0] ?? null,
    boxes: found.flatMap((one) => one.boxes.map((box) => ({ ...box, score: one.score }))),
  };
}

/** Shown, and nothing more. */
function undeclared({ concept, score, quantity, images, boxes }: ReadFinding): Finding {
  return {
    concept,
    label: concept.meaning,
    critical: false,
    flagged: false,
    score,
    operatingPoint: null,
    quantity,
    keyImage: images[0] ?? null,
    boxes: boxes.map((box) => ({ ...box, score })),
  };
}
