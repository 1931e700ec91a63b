import type { Rejections as StudyRejections, Study, StudyAhead } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ArchiveService, Rejections, StudyRemoval, type Study as ArchivedStudy } from '../archive/index.js';
import { DomainError, notFound } from '../platform/index.js';
import { AiResultsService, ReaderActivity, SeriesMakers } from '../results/index.js';
import { isoDate, patientOf, seriesView } from './study-text.js';
import { WorklistService } from './worklist.service.js';

/** One study as a reader opens it. */
@Injectable()
export class StudyService {
  constructor(
    private readonly archive: ArchiveService,
    private readonly aiResults: AiResultsService,
    private readonly worklist: WorklistService,
    private readonly archivedRejections: Rejections,
    private readonly removal: StudyRemoval,
    private readonly activity: ReaderActivity,
    private readonly makers: SeriesMakers,
  ) {}

  async study(studyUid: string): Promise<Study> {
    const study = await this.find(studyUid);
    const [series, makers, ai, worklistItem, rejected] = await Promise.all([
      this.archive.seriesOf([study.id]),
      this.makers.ofStudies([study.id]),
      this.aiResults.ofStudies(new Map([[study.id, study.revision]])),
      this.worklist.item(studyUid),
      this.archivedRejections.counts(study.id),
    ]);
    return {
      studyInstanceUid: studyUid,
      revision: study.revision,
      state: study.state,
      patient: patientOf(study),
      accessionNumber: study.accessionNumber,
      studyDescription: study.studyDescription,
      studyDate: isoDate(study.studyDate),
      firstReceivedAt: study.firstReceivedAt.toISOString(),
      completedAt: study.completedAt?.toISOString() ?? null,
      intake: study.intake,
      rejected,
      series: series.map((one) => seriesView(one, makers)),
      aiResults: ai.get(study.id)?.results ?? [],
      worklistItem,
    };
  }

  /** What a page may fetch ahead of the study. It does not count as opened. */
  async ahead(studyUid: string): Promise<StudyAhead> {
    const { studyInstanceUid, series, aiResults } = await this.study(studyUid);
    return { studyInstanceUid, series, aiResults };
  }

  /** A radiologist opens the study to look at it. */
  async openedByReader(studyUid: string): Promise<void> {
    const study = await this.find(studyUid);
    await this.activity.opened({ studyId: study.id, studyUid });
  }

  async rejections(studyUid: string): Promise<StudyRejections> {
    const study = await this.find(studyUid);
    const rejections = await this.archivedRejections.ofStudy(study.id);
    return { rejections: rejections.map((one) => ({ ...one, at: one.at.toISOString() })) };
  }

  private async find(studyUid: string): Promise<ArchivedStudy> {
    const study = await this.archive.studyByUid(studyUid);
    if (study) return study;
    const deleted = await this.removal.lastOf(studyUid);
    if (!deleted) throw notFound('Study', studyUid);
    throw new DomainError(
      'STUDY_DELETED',
      404,
      'Study deleted',
      `Study ${studyUid} was deleted on ${deleted.at.toISOString()} by a user with the role ${deleted.role}.`,
    );
  }
}
