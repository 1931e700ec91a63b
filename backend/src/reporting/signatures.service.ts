import type { Report, ReportChecks, SignReport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { FinalReports } from '../discrepancies/index.js';
import { Reauthentication, type Principal } from '../identity/index.js';
import { Config } from '../platform/index.js';
import { refused } from './report-problems.js';
import { ReportStore } from './report-store.js';
import { SigningService } from './signing.service.js';
import { StudyFacts } from './study-facts.js';

/** Checks and signatures, each in a transaction of its own. */
@Injectable()
export class Signatures {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly facts: StudyFacts,
    private readonly signing: SigningService,
    private readonly finals: FinalReports,
    private readonly again: Reauthentication,
    private readonly config: Config,
  ) {}

  async checks(studyUid: string): Promise<ReportChecks> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.store.ofStudy(manager, studyUid);
      if (!row?.draft) throw refused('nothingToSign', studyUid);
      const study = await this.facts.of(studyUid, manager);
      const warnings = await this.signing.warnings(manager, study, row.draft);
      const preliminary = await this.store.lastSigned(manager, row.id, 'preliminary');
      const differences =
        row.stage === 'final' ? [] : this.finals.differences(row.draft.sections, preliminary);
      return { version: row.draftVersion, warnings, differences };
    });
  }

  async sign(studyUid: string, request: SignReport, by: Principal): Promise<Report> {
    if (this.config.env.REPORT_SIGN_REAUTH) await this.again.require(by, request.password);
    return this.dataSource.transaction((manager) => this.signing.sign(manager, studyUid, request, by));
  }
}
