import type { Assessment, GiveAssessment } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { groupBy } from '../platform/index.js';
import type { Presence } from './domain/assessment.js';

interface AssessmentRow extends Omit<Assessment, 'at'> {
  runId: string;
  at: Date;
}

/** An assessment that a report is made of. */
export interface StoredAssessment extends Assessment {
  runId: string;
  /** Of the assessments of its run, from 1. */
  number: number;
  /** Report of the assessment of the same finding before this one. */
  before: string | null;
}

export interface NewAssessment extends Omit<GiveAssessment, 'seen'> {
  runId: string;
  studyId: string;
  flagged: boolean;
  value: Presence;
  shown: unknown;
  by: { id: string; name: string };
}

const COLUMNS = `id, run_id as "runId", finding, kind, reason, correction, note, given_by as by, given_at as at`;

/** Assessments are only ever added. */
@Injectable()
export class AssessmentStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async add(manager: EntityManager, given: NewAssessment): Promise<Assessment> {
    const { runId, studyId, finding, flagged, kind, value, reason, correction, note, shown, by } = given;
    const [row] = await manager.query<AssessmentRow[]>(
      `insert into assessment (run_id, study_id, finding, flagged, kind, value, reason, correction, note, shown, given_by,
         given_by_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${COLUMNS}`,
      [
        runId,
        studyId,
        finding,
        flagged,
        kind,
        value,
        reason,
        correction,
        note,
        JSON.stringify(shown),
        by.name,
        by.id,
      ],
    );
    if (!row) throw new Error('No row came back');
    return assessmentOf(row);
  }

  /** The newest of each finding of each run. */
  async ofRuns(
    runIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, Assessment[]>> {
    const rows = await manager.query<AssessmentRow[]>(
      `select distinct on (run_id, finding) ${COLUMNS} from assessment where run_id = any($1)
        order by run_id, finding, ordinal desc`,
      [runIds],
    );
    const byRun = groupBy(rows, ({ runId }) => runId);
    return new Map([...byRun].map(([runId, ofRun]) => [runId, ofRun.map(assessmentOf)]));
  }

  /** Those without a report, the oldest first; none whose AI result is still to be written. */
  async unreported(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select assessment.id from assessment join inference_run run on run.id = run_id
        where not exists (select from assessment_report where assessment_id = assessment.id)
          and (run.encoded_at is not null or run.encoding_failure is not null
               or exists (select from result_object object where object.run_id = run.id))
        order by ordinal limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Undefined where it is gone with its study, or has its report. */
  async unreportedById(id: string): Promise<StoredAssessment | undefined> {
    const [row] = await this.dataSource.query<
      (AssessmentRow & Pick<StoredAssessment, 'number' | 'before'>)[]
    >(
      `select ${COLUMNS},
              (select count(*)::int from assessment other
                where other.run_id = assessment.run_id and other.ordinal <= assessment.ordinal) as number,
              (select report.sop_instance_uid from assessment other
                 join assessment_report report on report.assessment_id = other.id
                where other.run_id = assessment.run_id and other.finding is not distinct from assessment.finding
                  and other.ordinal < assessment.ordinal
                order by other.ordinal desc limit 1) as before
         from assessment
        where id = $1 and not exists (select from assessment_report where assessment_id = id)`,
      [id],
    );
    return row && { ...assessmentOf(row), runId: row.runId, number: row.number, before: row.before };
  }

  async reported(id: string, outcome: { sopInstanceUid: string } | { failure: string }): Promise<void> {
    await this.dataSource.query(
      `insert into assessment_report (assessment_id, sop_instance_uid, failure) values ($1, $2, $3) on conflict do nothing`,
      [
        id,
        'sopInstanceUid' in outcome ? outcome.sopInstanceUid : null,
        'failure' in outcome ? outcome.failure : null,
      ],
    );
  }
}

function assessmentOf({ id, finding, kind, reason, correction, note, by, at }: AssessmentRow): Assessment {
  return { id, finding, kind, reason, correction, note, by, at: at.toISOString() };
}
