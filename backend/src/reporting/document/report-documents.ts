import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService, InstanceArchive } from '../../archive/index.js';
import {
  dicomMoment,
  encodeEncapsulatedPdf,
  getString,
  IMPLEMENTATION_VERSION_NAME,
  uidFrom,
  type DicomJsonDataset,
} from '../../dicom/index.js';
import { Clock } from '../../platform/index.js';
import { ReportPapers } from './report-papers.js';

/** Below those of AI results, well above those of acquisitions. */
const SERIES_NUMBER = 9000;
const LONGEST_PAUSE_MINUTES = 60;
const RADIOLOGY_REPORT = { scheme: 'LN', value: '11528-7', meaning: 'Radiology Report' };
const TITLES = {
  preliminary: 'Preliminary radiology report',
  final: 'Radiology report',
  addendum: 'Radiology report with addendum',
};

interface DueDocument {
  reportId: string;
  version: number;
  attempts: number;
  studyId: string;
  studyUid: string;
  stage: keyof typeof TITLES;
  signedAt: Date;
}

/** Stores signed versions as DICOM objects in their study. */
@Injectable()
export class ReportDocuments {
  private readonly logger = new Logger(ReportDocuments.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly instances: InstanceArchive,
    private readonly papers: ReportPapers,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores one that is due; false where none is. Repeating it stores nothing twice: the identity follows from report and
   * version alone. What fails is tried again, with growing pauses.
   */
  async storeNext(): Promise<boolean> {
    const due = await this.next();
    if (!due) return false;
    try {
      await this.store(due);
    } catch (error) {
      const { message } = error as Error;
      this.logger.warn(`Report ${due.reportId} version ${due.version} is not stored yet: ${message}`);
      await this.postpone(due, message);
      return true;
    }
    await this.dataSource.query(
      'update report_document set stored_at = $3, problem = null where report_id = $1 and version = $2',
      [due.reportId, due.version, this.clock.now()],
    );
    return true;
  }

  private async next(): Promise<DueDocument | undefined> {
    const [row] = await this.dataSource.query<DueDocument[]>(
      `select document.report_id as "reportId", document.version, document.attempts, report.study_id as "studyId",
              report.study_uid as "studyUid", signed.stage, signed.signed_at as "signedAt"
         from report_document document
         join report on report.id = document.report_id
         join report_version signed on signed.report_id = document.report_id and signed.version = document.version
        where document.stored_at is null and document.next_attempt_at <= $1
        order by document.next_attempt_at limit 1`,
      [this.clock.now()],
    );
    return row;
  }

  private async store({ reportId, version, studyId, studyUid, stage, signedAt }: DueDocument): Promise<void> {
    const sopInstanceUid = uidFrom('firstread/report', reportId, String(version));
    const { manager } = this.dataSource;
    if (await this.archive.headerOf(manager, studyId, sopInstanceUid)) return;
    const source = await this.imageOf(studyId);
    const bytes = encodeEncapsulatedPdf({
      source,
      SOPInstanceUID: sopInstanceUid,
      SeriesInstanceUID: uidFrom('firstread/report-series', reportId),
      SeriesNumber: SERIES_NUMBER,
      InstanceNumber: version,
      created: dicomMoment(signedAt, getString(source, 'TimezoneOffsetFromUTC')),
      title: TITLES[stage],
      concept: RADIOLOGY_REPORT,
      verified: stage !== 'preliminary',
      softwareVersion: IMPLEMENTATION_VERSION_NAME,
      pdf: await this.papers.pdf(studyUid, version),
    });
    await this.instances.storeOwn(bytes, 'reporting', 'reporting');
  }

  private async imageOf(studyId: string): Promise<DicomJsonDataset> {
    for (const series of await this.archive.seriesOf([studyId])) {
      if (series.own) continue;
      const [first] = await this.archive.instancesOfSeries(series.id);
      if (first) return first.attributes;
    }
    throw new Error('The study has no object that says whose it is');
  }

  private async postpone({ reportId, version, attempts }: DueDocument, problem: string): Promise<void> {
    const minutes = Math.min(2 ** attempts, LONGEST_PAUSE_MINUTES);
    await this.dataSource.query(
      `update report_document set attempts = attempts + 1, next_attempt_at = $3, problem = $4
        where report_id = $1 and version = $2`,
      [reportId, version, new Date(this.clock.now().getTime() + minutes * 60_000), problem],
    );
  }
}
