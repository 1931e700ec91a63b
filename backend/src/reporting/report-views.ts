import type { ListedReport, PriorReport, Report, ReportListQuery, ReportStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Study } from '../archive/index.js';
import { mayDo, type Principal } from '../identity/index.js';
import { isoDate, patientOf } from '../worklist/index.js';
import {
  additionRefusal,
  signableBy,
  takeOverRefusal,
  writingRefusal,
  type ReportState,
  type Writer,
} from './domain/report-state.js';
import { GradesService } from './grades.service.js';
import { ReportStore, type ReportRow } from './report-store.js';

const LISTED = 200;
const PRIORS = 10;

/** Reports as their readers see them. */
@Injectable()
export class ReportViews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly grades: GradesService,
  ) {}

  /** With what the caller may do. */
  async view(
    row: ReportRow,
    by: Principal,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Report> {
    const who: Writer = { id: by.id, grade: await this.grades.of(by.id, manager) };
    const state = stateOf(row);
    const writes = mayDo(by.role, 'report.write');
    const mayWrite = writes && writingRefusal(state, who) === null;
    const { templateId, templateVersion, templateName } = row;
    return {
      id: row.id,
      studyInstanceUid: row.studyUid,
      stage: row.stage,
      author: { id: row.authorId, name: row.author, grade: row.authorGrade },
      template:
        templateId === null || templateVersion === null
          ? null
          : { id: templateId, version: templateVersion, name: templateName ?? '' },
      draft: row.draft && {
        ...row.draft,
        version: row.draftVersion,
        window: row.draftWindow,
        savedAt: row.savedAt.toISOString(),
        savedBy: row.savedBy,
      },
      versions: await this.store.versionsOf(manager, row.id),
      mayWrite,
      maySign: mayDo(by.role, 'report.sign') ? signableBy(state, who) : [],
      mayTakeOver: writes && row.authorId !== by.id && takeOverRefusal(state, who) === null,
      mayAdd: writes && additionRefusal(state, who) === null,
    };
  }

  /** Signed reports of other studies of the patient: the same ID, and no other date of birth. */
  async priors(study: Study): Promise<PriorReport[]> {
    if (!study.patientId) return [];
    const rows = await this.dataSource.query<PriorRow[]>(
      `select report.id as "reportId", report.study_uid as "studyInstanceUid",
              other.study_description as "studyDescription", other.study_date as "studyDate",
              array(select distinct modality from series where study_id = other.id and not own order by 1) as modalities
         from report join study other on other.id = report.study_id
        where other.patient_id = $1 and other.id <> $2 and report.signed > 0
          and (other.patient_birth_date = $3 or other.patient_birth_date is null or $3::text is null)
        order by other.study_date desc nulls last, report.id limit ${PRIORS}`,
      [study.patientId, study.id, study.patientBirthDate],
    );
    const priors: PriorReport[] = [];
    for (const row of rows) {
      const versions = await this.store.versionsOf(this.dataSource.manager, row.reportId);
      priors.push({ ...row, studyDate: isoDate(row.studyDate), versions: standingVersions(versions) });
    }
    return priors;
  }

  /** What the caller writes, or what waits for an attending; the oldest first. */
  async list({ list }: ReportListQuery, by: Principal): Promise<ListedReport[]> {
    const rows = await this.dataSource.query<ListRow[]>(
      `select report.id as "reportId", report.stage, report.draft is not null as drafting, report.author,
              greatest(report.saved_at, (select max(signed_at) from report_version where report_id = report.id)) as at,
              study.study_instance_uid as "studyInstanceUid", study.patient_id as "patientId",
              study.patient_name as "patientName", study.patient_birth_date as "patientBirthDate",
              study.patient_sex as "patientSex", study.study_description as "studyDescription",
              array(select distinct modality from series where study_id = study.id and not own order by 1) as modalities
         from report join study on study.id = report.study_id
        where case when $1 = 'mine' then report.draft is not null and report.author_id = $2
                   else report.stage = 'preliminary' end
        order by report.saved_at, report.id limit ${LISTED}`,
      [list, by.id],
    );
    return rows.map(({ stage, drafting, at, reportId, studyInstanceUid, author, ...study }) => ({
      reportId,
      studyInstanceUid,
      patient: patientOf(study),
      studyDescription: study.studyDescription,
      modalities: study.modalities,
      stage,
      addendum: stage === 'final' && drafting,
      author,
      at: at.toISOString(),
    }));
  }
}

type PriorRow = Omit<PriorReport, 'versions'>;

interface ListRow extends Pick<
  Study,
  'patientId' | 'patientName' | 'patientBirthDate' | 'patientSex' | 'studyDescription'
> {
  reportId: string;
  stage: ReportStage;
  drafting: boolean;
  author: string;
  at: Date;
  studyInstanceUid: string;
  modalities: string[];
}

export function stateOf(row: ReportRow): ReportState {
  const { stage, authorId, authorGrade, signed } = row;
  return { stage, drafting: row.draft !== null, authorId, authorGrade, signed };
}

/** The final report with its addenda; before it is final, what was signed last. */
export function standingVersions<T extends { stage: string }>(versions: readonly T[]): T[] {
  const final = versions.filter(({ stage }) => stage !== 'preliminary');
  return final.length > 0 ? final : versions.slice(-1);
}
