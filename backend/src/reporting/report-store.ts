import type {
  ReaderGrade,
  ReportInsertion,
  ReportSection,
  ReportStage,
  ReportVersion,
  ReportWarning,
  SignedStage,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface DraftText {
  sections: ReportSection[];
  insertions: ReportInsertion[];
}

export interface ReportRow {
  id: string;
  studyId: string;
  studyUid: string;
  stage: ReportStage;
  authorId: string;
  author: string;
  authorGrade: ReaderGrade;
  templateId: string | null;
  templateVersion: number | null;
  templateName: string | null;
  draft: DraftText | null;
  draftVersion: number;
  draftWindow: string;
  draftSequence: number;
  savedAt: Date;
  savedBy: string;
  savedById: string;
  auditedAt: Date;
  signed: number;
}

export type NewReport = Pick<
  ReportRow,
  'studyId' | 'studyUid' | 'authorId' | 'author' | 'authorGrade' | 'templateId' | 'templateVersion'
> & { draft: DraftText; draftWindow: string; draftSequence: number; at: Date };

export type NewVersion = Omit<ReportVersion, 'signedAt'> & {
  signedAt: Date;
  signedById: string;
  study: SignedStudy;
  warnings: ReportWarning[];
};

/** What the paper says of the study, as it was when it was signed. */
export interface SignedStudy {
  studyDescription: string | null;
  studyDate: string | null;
  accessionNumber: string | null;
  modalities: string[];
}

export interface SignedText extends Pick<ReportVersion, 'sections' | 'signedBy' | 'grade'> {
  signedAt: Date;
}

const COLUMNS = `
select report.id, report.study_id as "studyId", report.study_uid as "studyUid", report.stage,
       report.author_id as "authorId", report.author, report.author_grade as "authorGrade",
       report.template_id as "templateId", report.template_version as "templateVersion",
       template.name as "templateName", report.draft, report.draft_version as "draftVersion",
       report.draft_window as "draftWindow", report.draft_sequence as "draftSequence",
       report.saved_at as "savedAt", report.saved_by as "savedBy", report.saved_by_id as "savedById",
       report.audited_at as "auditedAt", report.signed
  from report left join report_template template
    on template.id = report.template_id and template.version = report.template_version`;

const VERSION_COLUMNS = `version, stage, sections, insertions, warnings, patient, author, signed_by as "signedBy",
  grade, signed_at as "signedAt"`;

/** Reports in PostgreSQL. */
@Injectable()
export class ReportStore {
  async ofStudy(manager: EntityManager, studyUid: string): Promise<ReportRow | undefined> {
    const [row] = await manager.query<ReportRow[]>(`${COLUMNS} where report.study_uid = $1`, [studyUid]);
    return row;
  }

  async lock(manager: EntityManager, studyUid: string): Promise<ReportRow | undefined> {
    const [row] = await manager.query<ReportRow[]>(
      `${COLUMNS} where report.study_uid = $1 for update of report`,
      [studyUid],
    );
    return row;
  }

  /** The id of the new report; undefined where the study has one. */
  async insert(manager: EntityManager, one: NewReport): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>(
      `insert into report (study_id, study_uid, author_id, author, author_grade, template_id, template_version, draft,
         draft_window, draft_sequence, saved_at, saved_by_id, saved_by, audited_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $3, $4, $11)
       on conflict (study_id) do nothing returning id`,
      [
        one.studyId,
        one.studyUid,
        one.authorId,
        one.author,
        one.authorGrade,
        one.templateId,
        one.templateVersion,
        JSON.stringify(one.draft),
        one.draftWindow,
        one.draftSequence,
        one.at,
      ],
    );
    return row?.id;
  }

  async save(manager: EntityManager, { id, ...row }: ReportRow): Promise<void> {
    await manager.query(
      `update report set stage = $2, author_id = $3, author = $4, author_grade = $5, draft = $6, draft_version = $7,
         draft_window = $8, draft_sequence = $9, saved_at = $10, saved_by = $11, saved_by_id = $12, audited_at = $13,
         signed = $14 where id = $1`,
      [
        id,
        row.stage,
        row.authorId,
        row.author,
        row.authorGrade,
        row.draft && JSON.stringify(row.draft),
        row.draftVersion,
        row.draftWindow,
        row.draftSequence,
        row.savedAt,
        row.savedBy,
        row.savedById,
        row.auditedAt,
        row.signed,
      ],
    );
  }

  async addVersion(manager: EntityManager, report: ReportRow, one: NewVersion): Promise<void> {
    await manager.query(
      `insert into report_version (report_id, version, stage, sections, insertions, warnings, patient, study,
         template_id, template_version, author, signed_by_id, signed_by, grade, signed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        report.id,
        one.version,
        one.stage,
        ...[one.sections, one.insertions, one.warnings, one.patient, one.study].map((part) =>
          JSON.stringify(part),
        ),
        report.templateId,
        report.templateVersion,
        one.author,
        one.signedById,
        one.signedBy,
        one.grade,
        one.signedAt,
      ],
    );
    await manager.query(
      'insert into report_document (report_id, version, next_attempt_at) values ($1, $2, $3)',
      [report.id, one.version, one.signedAt],
    );
  }

  async versionsOf(manager: EntityManager, reportId: string): Promise<ReportVersion[]> {
    const rows = await manager.query<VersionRow[]>(
      `select ${VERSION_COLUMNS} from report_version where report_id = $1 order by version`,
      [reportId],
    );
    return rows.map(versionOf);
  }

  /** What was signed at this stage last; null where nothing was. */
  async lastSigned(manager: EntityManager, reportId: string, stage: SignedStage): Promise<SignedText | null> {
    const [row] = await manager.query<SignedText[]>(
      `select sections, signed_by as "signedBy", signed_at as "signedAt", grade from report_version
        where report_id = $1 and stage = $2 order by version desc limit 1`,
      [reportId, stage],
    );
    return row ?? null;
  }

  async signedStudy(
    manager: EntityManager,
    reportId: string,
    version: number,
  ): Promise<SignedStudy | undefined> {
    const [row] = await manager.query<{ study: SignedStudy }[]>(
      'select study from report_version where report_id = $1 and version = $2',
      [reportId, version],
    );
    return row?.study;
  }
}

type VersionRow = Omit<ReportVersion, 'signedAt' | 'stage'> & { stage: SignedStage; signedAt: Date };

function versionOf(row: VersionRow): ReportVersion {
  return { ...row, signedAt: row.signedAt.toISOString() };
}
