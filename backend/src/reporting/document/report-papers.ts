import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { paperOf } from '../domain/paper.js';
import { ReportStore } from '../report-store.js';
import { reportPdf } from './report-pdf.js';

/** Signed versions on paper, as they were signed. */
@Injectable()
export class ReportPapers {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly sites: SiteService,
  ) {}

  /** Throws 404 for a version that there is not. */
  async pdf(studyUid: string, version: number): Promise<Buffer> {
    const { manager } = this.dataSource;
    const report = await this.store.ofStudy(manager, studyUid);
    const versions = report ? await this.store.versionsOf(manager, report.id) : [];
    const wanted = versions.find((one) => one.version === version);
    const study = report && (await this.store.signedStudy(manager, report.id, version));
    if (!wanted || !study) throw notFound('Version of the report', String(version));
    const site = await this.sites.current(manager);
    const format = new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: site.timeZone,
    });
    return reportPdf({
      site: site.name,
      patient: wanted.patient,
      study,
      parts: paperOf(
        versions,
        version,
        (instant) => `${format.format(new Date(instant))} (${site.timeZone})`,
      ),
      made: new Date(wanted.signedAt),
    });
  }
}
