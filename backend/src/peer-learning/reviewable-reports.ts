import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GradesService, SignedReports, type SignedFinal } from '../reporting/index.js';
import { RightsService } from '../worklist/index.js';
import type { DrawableReport } from './domain/drawing.js';

export type ReviewableReport = DrawableReport & SignedFinal;

/** Final reports with who may review them: attendings who may read the study and have neither written nor signed any of it. */
@Injectable()
export class ReviewableReports {
  constructor(
    private readonly reports: SignedReports,
    private readonly grades: GradesService,
    private readonly rights: RightsService,
  ) {}

  async signedBetween(manager: EntityManager, from: Date, to: Date): Promise<ReviewableReport[]> {
    const finals = await this.reports.finalsBetween(manager, from, to);
    const attendings = (await this.reviewers()).map(({ id }) => id);
    const studies = finals.map(({ studyId }) => studyId);
    const readers = await this.rights.among(manager, studies, attendings);
    return finals.map((final) => ({
      ...final,
      eligible: (readers.get(final.studyId) ?? []).filter((id) => !final.involved.includes(id)),
    }));
  }

  async reviewers(): Promise<{ id: string; name: string }[]> {
    const { readers } = await this.grades.all();
    return readers.filter(({ grade }) => grade === 'attending');
  }
}
