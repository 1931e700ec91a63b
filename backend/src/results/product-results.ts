import { digestOf } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { readResult, type ReadResult } from '../dicom/index.js';
import { RunStore, type InferenceRun } from '../inference/index.js';
import { ModelCatalogue, type ModelVersion } from '../models/index.js';
import { productResult } from './domain/product-result.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';
import { Withholding } from './withholding.js';

/** An object that a product sent, as the archive announces it. */
export interface ArrivedObject {
  studyId: string;
  studyUid: string;
  seriesUid: string;
  sopInstanceUid: string;
  revision: number;
}

/** Takes what AI products send into their runs: read where it can be, and treated like any model's result. */
@Injectable()
export class ProductResults {
  constructor(
    private readonly archive: ArchiveService,
    private readonly runs: RunStore,
    private readonly catalogue: ModelCatalogue,
    private readonly withholding: Withholding,
  ) {}

  /** All in one transaction; repeating it changes nothing. */
  async take(
    manager: EntityManager,
    object: ArrivedObject,
    producer: { modelId: string; version: string },
  ): Promise<void> {
    const model = await this.catalogue.find(producer.modelId, producer.version, manager);
    const header = await this.archive.headerOf(manager, object.studyId, object.sopInstanceUid);
    const result = header && readResult(header);
    if (model?.manifest.door !== 'dicom' || !result) return;
    const run = await this.runOf(manager, model, object);
    if (!run) return;
    await this.keepObject(manager, run, object, result);
    const objects = await this.objectsOf(manager, run);
    await this.runs.settle(manager, run, productResult(model.manifest, objects));
    await this.withholding.restate(manager, object.studyId);
  }

  /** That which was planned for the study, or a new one where the product was not asked; none of withdrawn images. */
  private async runOf(
    manager: EntityManager,
    model: ModelVersion,
    { studyId, studyUid, revision }: ArrivedObject,
  ): Promise<InferenceRun | null> {
    const known = await this.runs.newestOf(studyId, model.modelId, model.version, manager);
    if (known) return known.state === 'withdrawn' ? null : known;
    const shown = model.stage === 'live' || model.stage === 'paused';
    await this.runs.plan(manager, { studyId, studyUid, revision }, [
      {
        modelId: model.modelId,
        modelVersion: model.version,
        modelSha256: digestOf(model.manifest),
        effect: shown ? 'shown' : 'shadow',
        site: null,
        scanner: null,
        input: { eligible: true, seriesUid: null },
      },
    ]);
    return this.runs.newestOf(studyId, model.modelId, model.version, manager);
  }

  /** Whatever a product sends may show a place: it is a mark until the class says otherwise. */
  private async keepObject(
    manager: EntityManager,
    run: InferenceRun,
    object: ArrivedObject,
    { kind }: ReadResult,
  ): Promise<void> {
    await manager.getRepository(ResultObjectEntity).upsert(
      {
        runId: run.id,
        kind,
        seriesInstanceUid: object.seriesUid,
        sopInstanceUid: object.sopInstanceUid,
        marks: true,
      },
      ['runId', 'sopInstanceUid'],
    );
  }

  private async objectsOf(manager: EntityManager, run: InferenceRun): Promise<ReadResult[]> {
    const rows = await manager.getRepository(ResultObjectEntity).findBy({ runId: run.id });
    const headers = await Promise.all(
      rows.map((row) => this.archive.headerOf(manager, run.studyId, row.sopInstanceUid)),
    );
    return headers.flatMap((header) => (header && readResult(header)) ?? []);
  }
}
