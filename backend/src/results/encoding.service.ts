import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService, InstanceArchive } from '../archive/index.js';
import { getString, parsePart10, STORAGE_SOP_CLASS } from '../dicom/index.js';
import {
  MaskStore,
  ModelRegistry,
  RunStore,
  type InferenceRun,
  type RegisteredModel,
} from '../inference/index.js';
import { Config } from '../platform/index.js';
import { encodeRun, type EncodableRun, type EncodedObject, type EncodedRun } from './domain/encode-run.js';
import { Withholding } from './withholding.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';
import { drawSummary } from './summary-picture.js';

/** Series numbers of results start here, well above those of acquisitions. */
const FIRST_SERIES_NUMBER = 9001;

/** Writes finished runs as DICOM objects into the study. */
@Injectable()
export class EncodingService {
  private readonly logger = new Logger(EncodingService.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly instances: InstanceArchive,
    private readonly runs: RunStore,
    private readonly masks: MaskStore,
    private readonly models: ModelRegistry,
    private readonly withholding: Withholding,
    private readonly config: Config,
  ) {}

  /**
   * Repeating it stores nothing twice: identities and bytes follow from the run alone. A run whose study is deleted,
   * or which is withdrawn, while it is written needs no objects any more.
   */
  async encode(runId: string): Promise<void> {
    const run = await this.wanted(runId);
    if (!run) return;
    try {
      await this.write(run, run.finishedAt);
    } catch (error) {
      if (await this.wanted(runId)) throw error;
    }
  }

  private async wanted(runId: string): Promise<(InferenceRun & { finishedAt: Date }) | undefined> {
    const run = await this.runs.byId(runId);
    if (!run?.finishedAt || run.encodedAt || run.state === 'withdrawn') return undefined;
    return Object.assign(run, { finishedAt: run.finishedAt });
  }

  private async write(run: InferenceRun, finishedAt: Date): Promise<void> {
    const model = await this.models.find(run.modelId, run.modelVersion);
    if (!model) throw new Error(`Model ${run.modelId} ${run.modelVersion} is not installed`);
    const started = performance.now();
    let encoded: EncodedRun;
    try {
      encoded = encodeRun(await this.encodable(run, finishedAt, model));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.logger.error(`Run ${run.id} cannot be written as DICOM objects: ${error.message}`);
      await this.runs.noteEncodingFailure(run, error.message);
      return;
    }
    await this.keep(run, encoded, performance.now() - started);
  }

  /** What readers may not see is kept from them before it is stored. */
  private async keep(run: InferenceRun, { objects: encoded }: EncodedRun, encode: number): Promise<void> {
    const started = performance.now();
    const objects = encoded.map((object) => rowOf(run, object));
    await this.dataSource.transaction(async (manager) => {
      await manager.getRepository(ResultObjectEntity).upsert(objects, ['runId', 'sopInstanceUid']);
      await this.withholding.restate(manager, run.studyId);
    });
    for (const object of encoded) await this.store(run, object.bytes);
    await this.dataSource.transaction(async (manager) => {
      await this.runs.markEncoded(manager, run, { encode, store: performance.now() - started });
    });
    await this.masks.delete(run.id);
  }

  private async encodable(
    run: InferenceRun,
    finishedAt: Date,
    model: RegisteredModel,
  ): Promise<EncodableRun> {
    const { manifest } = model;
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
      seriesNumber: FIRST_SERIES_NUMBER + 10 * (parseInt(run.id.slice(0, 6), 16) % 1000),
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
        where object.kind in ('SR', 'SRnoRoi')`,
      [studyId, modelId, studyRevision, finishedAt],
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

  private async store(run: InferenceRun, bytes: Uint8Array): Promise<void> {
    const parsed = parsePart10(bytes);
    const outcome = await this.instances.store(bytes, parsed, {
      door: 'own',
      source: `${run.modelId} ${run.modelVersion}`,
      actor: 'system:results',
      role: 'system',
    });
    if (outcome.kind === 'conflict') throw new Error(outcome.reason);
  }
}

function rowOf(run: InferenceRun, { kind, bytes, marks }: EncodedObject): ResultObjectEntity {
  const { dataset } = parsePart10(bytes);
  return Object.assign(new ResultObjectEntity(), {
    runId: run.id,
    kind,
    seriesInstanceUid: getString(dataset, 'SeriesInstanceUID') ?? '',
    sopInstanceUid: getString(dataset, 'SOPInstanceUID') ?? '',
    marks,
  });
}
