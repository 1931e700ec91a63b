import type { Assessment, AssessmentKind, AssessmentReason, ModelManifest } from '@firstread/contract';
import {
  STORAGE_SOP_CLASS,
  dicomMoment,
  encodeAssessmentSr,
  getString,
  uidFrom,
  type AssessmentSrInput,
  type CodedConcept,
  type DicomJsonDataset,
  type InstanceReference,
} from '../../dicom/index.js';
import { algorithmOf, trackingOf } from './run-objects.js';

/** What a report of an assessment is made of. */
export interface AssessmentToReport {
  assessment: Assessment & { runId: string; number: number };
  manifest: ModelManifest;
  concept: CodedConcept | undefined;
  seriesNumber: number;
  source: readonly DicomJsonDataset[];
  assessed: readonly InstanceReference[];
  /** SOP Instance UID of the report on the same finding before this one. */
  before: string | null;
}

const KINDS: Readonly<Record<AssessmentKind, { value: string; meaning: string }>> = {
  agree: { value: 'AGREE', meaning: 'Agrees with the AI result' },
  disagree: { value: 'DISAGREE', meaning: 'Disagrees with the AI result' },
  modify: { value: 'MODIFY', meaning: 'Present, but otherwise than the AI result' },
  cannotJudge: { value: 'CANNOT_JUDGE', meaning: 'Cannot be judged' },
  missed: { value: 'MISSED', meaning: 'Present, and not flagged' },
};

const REASONS: Readonly<Record<AssessmentReason, string>> = {
  notPresent: 'Not present',
  normalVariant: 'Normal variant or benign',
  artefact: 'Artefact',
  knownOrTreated: 'Known or treated',
  otherFinding: 'Another finding',
  wrongPlace: 'Wrong place',
  extent: 'Extent',
  place: 'Place',
  measurement: 'Measurement',
  kind: 'Kind of finding',
  imageQuality: 'Image quality',
  coverage: 'Not covered by the images',
  needsOtherExam: 'Needs another examination',
  outsideExpertise: 'Outside the expertise of the reader',
  subtle: 'Subtle',
  atEdge: 'At the edge of the field',
  obscured: 'Obscured',
  unusual: 'Unusual appearance',
  other: 'Other',
};

/** All that readers say of one run is one series. */
export function assessmentSeriesUid(runId: string): string {
  return uidFrom('firstread/series', 'assessment', runId);
}

export function reportUids(runId: string, assessmentId: string): { series: string; instance: string } {
  return {
    series: assessmentSeriesUid(runId),
    instance: uidFrom('firstread/instance', 'assessment', assessmentId),
  };
}

/** The same assessment always gives the same bytes. Throws a TypeError where its images allow no valid report. */
export function encodeAssessment(input: AssessmentToReport): { bytes: Uint8Array; sopInstanceUid: string } {
  const { assessment, manifest, concept, seriesNumber, source, assessed, before } = input;
  const [first] = source;
  const { series, instance } = reportUids(assessment.runId, assessment.id);
  const object = { SOPInstanceUID: instance, SeriesInstanceUID: series, SeriesNumber: seriesNumber };
  const label = assessment.finding ?? manifest.name;
  const bytes = encodeAssessmentSr({
    source,
    assessed,
    algorithm: algorithmOf(manifest),
    object: {
      ...object,
      InstanceNumber: assessment.number,
      created: dicomMoment(new Date(assessment.at), first && getString(first, 'TimezoneOffsetFromUTC')),
    },
    ...trackingOf({ id: assessment.runId }, label),
    ...(concept && { concept }),
    ...(before !== null && { predecessor: predecessorOf(first, series, before) }),
    assessment: codesOf(assessment),
  });
  return { bytes, sopInstanceUid: instance };
}

function predecessorOf(
  first: DicomJsonDataset | undefined,
  seriesInstanceUid: string,
  sopInstanceUid: string,
): InstanceReference {
  return {
    StudyInstanceUID: (first && getString(first, 'StudyInstanceUID')) ?? '',
    SeriesInstanceUID: seriesInstanceUid,
    SOPClassUID: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
    SOPInstanceUID: sopInstanceUid,
    NumberOfFrames: 1,
  };
}

function codesOf({ kind, reason, correction, note, by }: Assessment): AssessmentSrInput['assessment'] {
  return {
    kind: KINDS[kind],
    by,
    ...(reason && { reason: { value: codeOf(reason), meaning: REASONS[reason] } }),
    ...(correction !== null && { correction }),
    ...(note !== null && { note }),
  };
}

/** `wrongPlace` as WRONG_PLACE. */
function codeOf(reason: AssessmentReason): string {
  return reason.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
