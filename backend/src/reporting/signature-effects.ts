import type { ReportSection, ReportWarning, SignedGrading, SignedStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FinalReports } from '../discrepancies/index.js';
import type { Principal } from '../identity/index.js';
import { SignedReadings } from '../worklist/index.js';
import { ReportRecorder } from './report-recorder.js';
import { ReportStore, type ReportRow } from './report-store.js';

interface Signed {
  version: number;
  stage: SignedStage;
  warnings: readonly ReportWarning[];
  sections: readonly ReportSection[];
  signedAt: Date;
  gradings: readonly SignedGrading[];
}

/** What a signature does outside its report, in its transaction: to the worklist, to discrepancies, to log and audit. */
@Injectable()
export class SignatureEffects {
  constructor(
    private readonly store: ReportStore,
    private readonly readings: SignedReadings,
    private readonly finals: FinalReports,
    private readonly recorder: ReportRecorder,
  ) {}

  async signed(manager: EntityManager, row: ReportRow, signed: Signed, by: Principal): Promise<void> {
    if (signed.stage === 'preliminary') await this.readings.preliminary(manager, row.studyId, by);
    else await this.readings.final(manager, row.studyId, by);
    await this.recorder.signed(manager, row, by, signed);
    if (signed.stage !== 'final') return;
    const { id: reportId, studyId, studyUid } = row;
    const { sections, signedAt, gradings } = signed;
    const preliminary = await this.store.lastSigned(manager, reportId, 'preliminary');
    const final = { reportId, studyId, studyUid, sections, signedAt, signedBy: by.displayName, preliminary };
    await this.finals.signed(manager, final, gradings, by);
  }
}
