import type { Study } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ArchiveService } from '../archive/index.js';
import { notFound } from '../platform/index.js';
import { AiResultsService } from '../results/index.js';
import { isoDate, patientOf } from './study-text.js';
import { WorklistService } from './worklist.service.js';

/** One study as a reader opens it. */
@Injectable()
export class StudyService {
  constructor(
    private readonly archive: ArchiveService,
    private readonly aiResults: AiResultsService,
    private readonly worklist: WorklistService,
  ) {}

  async study(studyUid: string): Promise<Study> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) throw notFound('Study', studyUid);
    const [series, ai, worklistItem] = await Promise.all([
      this.archive.seriesOf([study.id]),
      this.aiResults.ofStudies(new Map([[study.id, study.revision]])),
      this.worklist.item(studyUid),
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
      series: series.map((one) => ({
        seriesInstanceUid: one.seriesInstanceUid,
        modality: one.modality,
        number: one.seriesNumber,
        description: one.seriesDescription,
        bodyPart: one.bodyPart,
        instanceCount: one.instanceCount,
        madeByFirstread: one.own,
        hasImages: one.hasImages && one.modality !== 'SEG',
      })),
      aiResults: (ai.get(study.id)?.results ?? []).filter((result) => result.presentationClass !== 'hidden'),
      worklistItem,
    };
  }
}
