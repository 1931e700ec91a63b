import type { ReportSection } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A final report, as far as it decides on who may look at it again. */
export interface SignedFinal {
  reportId: string;
  studyId: string;
  studyUid: string;
  /** Who signed it as final. */
  readerId: string;
  /** Whoever wrote or signed any of it. */
  involved: string[];
  /** The first of its study, as it was when it was signed. */
  modality: string;
}

export interface FinalText {
  reportId: string;
  sections: ReportSection[];
  signedBy: string;
}

/** Final reports for rooms above: which there are, and what they say. */
@Injectable()
export class SignedReports {
  /** Signed as final in this time, by id. */
  async finalsBetween(manager: EntityManager, from: Date, to: Date): Promise<SignedFinal[]> {
    return manager.query<SignedFinal[]>(
      `select report.id as "reportId", report.study_id as "studyId", report.study_uid as "studyUid",
              final.signed_by_id as "readerId", coalesce(final.study -> 'modalities' ->> 0, 'OT') as modality,
              (select array_agg(distinct one)
                 from report_version version, unnest(array[version.signed_by_id, report.author_id, report.saved_by_id]) one
                where version.report_id = report.id) as involved
         from report_version final join report on report.id = final.report_id
        where final.stage = 'final' and final.signed_at >= $1 and final.signed_at < $2
        order by report.id`,
      [from, to],
    );
  }

  /** What their final versions say, by report. */
  async texts(manager: EntityManager, reportIds: readonly string[]): Promise<Map<string, FinalText>> {
    const rows = await manager.query<FinalText[]>(
      `select report_id as "reportId", sections, signed_by as "signedBy" from report_version
        where stage = 'final' and report_id = any ($1)`,
      [reportIds],
    );
    return new Map(rows.map((row) => [row.reportId, row]));
  }
}
