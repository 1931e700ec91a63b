import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { InstanceArchive } from '../archive/index.js';
import { getString, parsePart10 } from '../dicom/index.js';
import { MaskStore, ModelRegistry, RunStore, type InferenceRun } from '../inference/index.js';
import { encodeRun, type EncodedObject, type EncodedRun } from './domain/encode-run.js';
import { Withholding } from './withholding.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';
import { EncodableRuns } from './encodable-runs.js';

/** Writes finished runs as DICOM objects into the study. */
@Injectable()
export class EncodingService {
  private readonly logger = new Logger(EncodingService.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly instances: InstanceArchive,
    private readonly runs: RunStore,
    private readonly masks: MaskStore,
    private readonly models: ModelRegistry,
    private readonly withholding: Withholding,
    private readonly encodable: EncodableRuns,
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
      encoded = encodeRun(await this.encodable.of(run, finishedAt, model.manifest));
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
    const source = `${run.modelId} ${run.modelVersion}`;
    for (const { bytes } of encoded) await this.instances.storeOwn(bytes, source, 'results');
    await this.dataSource.transaction(async (manager) => {
      await this.runs.markEncoded(manager, run, { encode, store: performance.now() - started });
    });
    await this.masks.delete(run.id);
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
