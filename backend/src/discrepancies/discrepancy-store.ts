import type {
  CloseDiscrepancy,
  DiscrepancyGrade,
  DiscrepancyKind,
  EmergencyComparison,
  PreliminaryComparison,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Two that were said of one study, as they are kept. */
export type Comparison =
  | { kind: 'preliminaryFinal'; comparison: PreliminaryComparison }
  | { kind: 'emergency'; comparison: EmergencyComparison };

export type OpenedDiscrepancy = Comparison & { reportId: string; studyId: string; at: Date; dueAt: Date };

/** A discrepancy that nobody else changes meanwhile. */
export interface LockedDiscrepancy {
  id: string;
  kind: DiscrepancyKind;
  studyId: string;
  studyUid: string;
  version: number;
  grade: DiscrepancyGrade | null;
  gradeNote: string | null;
  closedBy: string | null;
}

export interface GivenGrade {
  grade: DiscrepancyGrade;
  note: string | null;
  by: string;
  at: Date;
  dueAt: Date | null;
}

/** Discrepancies in PostgreSQL. */
@Injectable()
export class DiscrepancyStore {
  /** The id of the new one; undefined where the report has one of the kind. */
  async open(
    manager: EntityManager,
    { kind, comparison, reportId, studyId, at, dueAt }: OpenedDiscrepancy,
  ): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>(
      `insert into discrepancy (kind, report_id, study_id, comparison, opened_at, due_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (report_id, kind) do nothing returning id`,
      [kind, reportId, studyId, JSON.stringify(comparison), at, dueAt],
    );
    return row?.id;
  }

  async lock(manager: EntityManager, id: string): Promise<LockedDiscrepancy | undefined> {
    const [row] = await manager.query<LockedDiscrepancy[]>(
      `select one.id, one.kind, one.study_id as "studyId", study_instance_uid as "studyUid", one.version, one.grade,
              one.grade_note as "gradeNote", one.closed_by as "closedBy"
         from discrepancy one join study on study.id = one.study_id where one.id = $1 for update of one`,
      [id],
    );
    return row;
  }

  async grade(manager: EntityManager, id: string, one: GivenGrade): Promise<void> {
    await manager.query(
      `update discrepancy set grade = $2, grade_note = $3, graded_by = $4, graded_at = $5, due_at = $6,
         version = version + 1 where id = $1`,
      [id, one.grade, one.note, one.by, one.at, one.dueAt],
    );
  }

  async close(
    manager: EntityManager,
    id: string,
    { outcome, note, toldTo, by, at }: CloseDiscrepancy & { by: string; at: Date },
  ): Promise<void> {
    await manager.query(
      `update discrepancy set closed_at = $2, closed_by = $3, outcome = $4, note = $5, told_to = $6 where id = $1`,
      [id, at, by, outcome, note, toldTo],
    );
  }
}
