import type { StudyReport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Config } from '../platform/index.js';
import { prefillsOf } from './domain/prefill.js';
import { fittingTemplates } from './domain/templates.js';
import { GradesService } from './grades.service.js';
import { ReportStore } from './report-store.js';
import { ReportViews } from './report-views.js';
import { StudyFacts } from './study-facts.js';
import { TemplatesService } from './templates.service.js';

/** All that the page of a study needs for its report. */
@Injectable()
export class StudyReports {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly views: ReportViews,
    private readonly facts: StudyFacts,
    private readonly templates: TemplatesService,
    private readonly grades: GradesService,
    private readonly config: Config,
  ) {}

  async of(studyUid: string, by: Principal): Promise<StudyReport> {
    const { manager } = this.dataSource;
    const study = await this.facts.of(studyUid);
    const row = await this.store.ofStudy(manager, studyUid);
    const { templates } = await this.templates.all();
    return {
      report: row ? await this.views.view(row, by) : null,
      grade: await this.grades.of(by.id),
      templates: fittingTemplates(templates, study),
      prefills: prefillsOf(await this.facts.aiResults(study.study)),
      priors: await this.views.priors(study.study),
      emergency: await this.facts.emergencySaid(study.study),
      passwordToSign: this.config.env.REPORT_SIGN_REAUTH,
    };
  }
}
