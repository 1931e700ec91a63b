import type {
  Discrepancy,
  DiscrepancyGrade,
  DiscrepancyOutcome,
  Finding,
  WorklistItem,
} from '@firstread/contract';
import type { Comparison } from './discrepancy-store.js';

interface CommonRow {
  id: string;
  studyId: string;
  studyUid: string;
  openedAt: Date;
  version: number;
  grade: DiscrepancyGrade | null;
  gradeNote: string | null;
  gradedAt: Date | null;
  gradedBy: string | null;
  dueAt: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: DiscrepancyOutcome | null;
  note: string | null;
  toldTo: string | null;
}

interface LateAiRow extends CommonRow {
  kind: 'lateAi';
  readAt: Date;
  modelId: string;
  modelName: string;
  modelVersion: string;
  withdrawn: boolean;
  findings: Finding[];
}

type GradedRow = CommonRow & Comparison;

/** A row of the list, by its kind as the constraints of the table hold it. */
export type DiscrepancyRow = LateAiRow | GradedRow;

export function viewOf(row: DiscrepancyRow, item: WorklistItem): Discrepancy {
  if (row.kind === 'lateAi') return lateAiOf(row, item);
  const graded = { ...commonOf(row, item), ...gradingOf(row) };
  return row.kind === 'emergency'
    ? { ...graded, kind: row.kind, comparison: row.comparison }
    : { ...graded, kind: row.kind, comparison: row.comparison };
}

function lateAiOf(row: LateAiRow, item: WorklistItem): Discrepancy {
  const { modelId, modelName, modelVersion, withdrawn, findings } = row;
  return {
    kind: 'lateAi',
    ...commonOf(row, item),
    findings: findings.map(({ label }) => label),
    critical: findings.some(({ critical }) => critical),
    modelId,
    modelName,
    modelVersion,
    withdrawn,
    readAt: row.readAt.toISOString(),
    resultAt: row.openedAt.toISOString(),
  };
}

function commonOf(row: CommonRow, { patient, studyDescription, modalities }: WorklistItem) {
  const { closedAt, closedBy, outcome, note, toldTo } = row;
  return {
    id: row.id,
    studyInstanceUid: row.studyUid,
    patient,
    studyDescription,
    modalities,
    closed:
      closedAt && outcome ? { by: closedBy ?? '', at: closedAt.toISOString(), outcome, note, toldTo } : null,
  };
}

function gradingOf({ version, openedAt, dueAt, grade, gradeNote, gradedAt, gradedBy }: GradedRow) {
  return {
    version,
    openedAt: openedAt.toISOString(),
    grading: grade && gradedAt && { grade, note: gradeNote, by: gradedBy ?? '', at: gradedAt.toISOString() },
    dueAt: dueAt?.toISOString() ?? null,
  };
}
