import type { TensorManifest } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { STORAGE_SOP_CLASS } from '../dicom/index.js';
import { MaskStore, RunStore, type InferenceRun } from '../inference/index.js';
import { Config } from '../platform/index.js';
import { REPORT_KINDS, type EncodableRun } from './domain/encode-run.js';
import { firstSeriesNumber } from './domain/run-objects.js';
import type { ResultObjectEntity } from './entities/result-object.entity.js';
import { drawSummary } from './summary-picture.js';

/** Gathers all that the objects of a finished run are made of. */
@Injectable()
export class EncodableRuns {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly runs: RunStore,
    private readonly masks: MaskStore,
    private readonly config: Config,
  ) {}

  /** Throws a TypeError where the series is not in the archive any more. */
  async of(run: InferenceRun, finishedAt: Date, manifest: TensorManifest): Promise<EncodableRun> {
    const series = await this.archive.seriesOf([run.studyId]);
    const input = series.find((one) => one.seriesInstanceUid === run.inputSeriesUid);
    if (!input) throw new TypeError(`Series ${run.inputSeriesUid} is not in the archive`);
    const images = (await this.archive.instancesOfSeries(input.id)).filter((instance) => instance.hasPixels);
    const findings = (await this.runs.findingsOf([run.id])).map((finding) => finding.detail);
    const evaluated = run.state === 'flagged' || run.state === 'notFlagged';
    const hasMasks = evaluated && manifest.outputs.some((output) => output.kind === 'segmentation');
    const { RESULT_KEY_OBJECTS: keyObjects, RESULT_SUMMARY_IMAGES: summarised } = this.config.env;
    return {
      id: run.id,
      state: run.state,
      reason: run.reason,
      finishedAt,
      seriesNumber: firstSeriesNumber(run.id),
      manifest,
      findings,
      source: this.sourceOf(
        images.map((image) => image.attributes),
        manifest.input.form.kind,
      ),
      ...(hasMasks ? { masks: await this.masks.load(run.id) } : {}),
      predecessors: await this.predecessors(run, finishedAt),
      extras: {
        keyObjects,
        ...(summarised ? { summary: await drawSummary(manifest, { ...run, findings, finishedAt }) } : {}),
      },
    };
  }

  /** Reports of the run before this one, of what was written when this one ended: the same at every attempt. */
  private async predecessors(
    { studyId, studyUid, modelId, studyRevision }: InferenceRun,
    finishedAt: Date,
  ): Promise<EncodableRun['predecessors'] & object> {
    const rows = await this.dataSource.query<
      Pick<ResultObjectEntity, 'kind' | 'seriesInstanceUid' | 'sopInstanceUid'>[]
    >(
      `select object.kind, object.series_instance_uid as "seriesInstanceUid",
              object.sop_instance_uid as "sopInstanceUid"
         from result_object object
         join (select id from inference_run
                where study_id = $1 and model_id = $2 and study_revision < $3 and encoded_at <= $4
                  and effect = 'shown'
                order by study_revision desc limit 1) run on run.id = object.run_id
        where object.kind = any($5)`,
      [studyId, modelId, studyRevision, finishedAt, REPORT_KINDS],
    );
    return rows.map(({ kind, seriesInstanceUid, sopInstanceUid }) => ({
      kind,
      reference: {
        StudyInstanceUID: studyUid,
        SeriesInstanceUID: seriesInstanceUid,
        SOPClassUID: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
        SOPInstanceUID: sopInstanceUid,
        NumberOfFrames: 1,
      },
    }));
  }

  /** A model of single images read the first one of the series. */
  private sourceOf<T>(images: T[], kind: string): T[] {
    return kind === 'image' ? images.slice(0, 1) : images;
  }
}
