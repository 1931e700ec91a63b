import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService, InstanceArchive, type Instance } from '../archive/index.js';
import { getString, type DicomJsonDataset, type InstanceReference } from '../dicom/index.js';
import { RunStore, type InferenceRun } from '../inference/index.js';
import { ModelCatalogue } from '../models/index.js';
import { AssessmentStore, type StoredAssessment } from './assessment-store.js';
import { encodeAssessment, type AssessmentToReport } from './domain/assessment-report.js';
import { ASSESSMENT_NUMBER, firstSeriesNumber } from './domain/run-objects.js';
import { REPORT_KINDS } from './domain/encode-run.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';

/** Writes what readers say of AI results as DICOM SR into the study. Repeating it stores nothing twice. */
@Injectable()
export class AssessmentReports {
  private readonly logger = new Logger(AssessmentReports.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly instances: InstanceArchive,
    private readonly runs: RunStore,
    private readonly models: ModelCatalogue,
    private readonly store: AssessmentStore,
  ) {}

  /** An assessment whose images allow no report, or are gone, is kept without one. */
  async write(id: string): Promise<void> {
    const assessment = await this.store.unreportedById(id);
    if (!assessment) return;
    try {
      const { bytes, sopInstanceUid } = encodeAssessment(await this.gathered(assessment));
      await this.instances.storeOwn(bytes, 'assessments', 'results');
      await this.store.reported(id, { sopInstanceUid });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.logger.warn(`Assessment ${id} cannot be written as a report: ${error.message}`);
      await this.store.reported(id, { failure: error.message });
    }
  }

  private async gathered(assessment: StoredAssessment): Promise<AssessmentToReport> {
    const run = await this.runs.byId(assessment.runId);
    const model = run && (await this.models.find(run.modelId, run.modelVersion));
    if (!run || !model) throw new TypeError('The AI result or its model is not there any more');
    const findings = await this.runs.findingsOf([run.id]);
    const images = await this.imagesOf(run);
    return {
      assessment,
      manifest: model.manifest,
      concept: findings.find(({ detail }) => detail.label === assessment.finding)?.detail.concept,
      seriesNumber: firstSeriesNumber(run.id) + ASSESSMENT_NUMBER,
      source: images.map(({ attributes }) => attributes),
      assessed: await this.assessedObjects(run),
      before: assessment.before,
    };
  }

  /** Those that the model read; of a product that does not say which, those of the first series with images. */
  private async imagesOf(run: InferenceRun): Promise<Instance[]> {
    const series = await this.archive.seriesOf([run.studyId]);
    const input = series.find(({ seriesInstanceUid, hasImages }) =>
      run.inputSeriesUid === null ? hasImages : seriesInstanceUid === run.inputSeriesUid,
    );
    if (!input) throw new TypeError('The images that the model read are not in the archive any more');
    return (await this.archive.instancesOfSeries(input.id)).filter(({ hasPixels }) => hasPixels);
  }

  /** Reports of the result; of a product that sent none, what it sent. */
  private async assessedObjects(run: InferenceRun): Promise<InstanceReference[]> {
    const { manager } = this.dataSource;
    const objects = await manager.getRepository(ResultObjectEntity).findBy({ runId: run.id });
    const kinds: readonly string[] = REPORT_KINDS;
    const reports = objects.filter(({ kind }) => kinds.includes(kind));
    const references: InstanceReference[] = [];
    for (const { sopInstanceUid } of reports.length > 0 ? reports : objects) {
      const header = await this.archive.headerOf(manager, run.studyId, sopInstanceUid);
      if (header) references.push(referenceOf(header));
    }
    return references;
  }
}

function referenceOf(header: DicomJsonDataset): InstanceReference {
  const text = (keyword: string): string => getString(header, keyword) ?? '';
  return {
    StudyInstanceUID: text('StudyInstanceUID'),
    SeriesInstanceUID: text('SeriesInstanceUID'),
    SOPClassUID: text('SOPClassUID'),
    SOPInstanceUID: text('SOPInstanceUID'),
    NumberOfFrames: 1,
  };
}
