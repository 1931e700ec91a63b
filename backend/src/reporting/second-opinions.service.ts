import type {
  Discrepancy,
  EmergencyInterpretation,
  EmergencyInterpretationInput,
  GradeDiscrepancy,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import {
  DiscrepanciesService,
  EmergencyInterpretations,
  FinalReports,
  Gradings,
} from '../discrepancies/index.js';
import type { Principal } from '../identity/index.js';
import { DomainError, notFound } from '../platform/index.js';
import { GradesService } from './grades.service.js';
import { ReportStore } from './report-store.js';

/** What others said of a study, beside its report, and how far apart an attending says they are. */
@Injectable()
export class SecondOpinions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly grades: GradesService,
    private readonly emergency: EmergencyInterpretations,
    private readonly finals: FinalReports,
    private readonly gradings: Gradings,
    private readonly discrepancies: DiscrepanciesService,
  ) {}

  /** Before the final report it waits for it; after it, it stands beside it at once. Throws 404 without the study. */
  async emergencySays(
    studyUid: string,
    input: EmergencyInterpretationInput,
    by: Principal,
  ): Promise<EmergencyInterpretation> {
    return this.dataSource.transaction(async (manager) => {
      // A signature holds the row of the study in share: one of the two sees the other.
      const [study] = await manager.query<{ id: string }[]>(
        'select id from study where study_instance_uid = $1 for no key update',
        [studyUid],
      );
      if (!study) throw notFound('Study', studyUid);
      const said = await this.emergency.record(manager, { id: study.id, uid: studyUid }, input, by);
      const report = await this.store.ofStudy(manager, studyUid);
      const final = report && (await this.store.lastSigned(manager, report.id, 'final'));
      if (report && final) {
        const { id: reportId, studyId } = report;
        const standing = { ...final, reportId, studyId, studyUid, preliminary: null };
        await this.finals.besideEmergency(manager, standing, [], by);
      }
      return said;
    });
  }

  /** Throws 403 for a resident. */
  async grade(id: string, request: GradeDiscrepancy, by: Principal): Promise<Discrepancy> {
    await this.dataSource.transaction(async (manager) => {
      if ((await this.grades.of(by.id, manager)) !== 'attending')
        throw new DomainError(
          'DISCREPANCY_NEEDS_ATTENDING',
          403,
          'Only an attending may',
          `Discrepancy ${id} is graded by an attending.`,
        );
      await this.gradings.change(manager, id, request, by);
    });
    return this.discrepancies.one(id);
  }
}
