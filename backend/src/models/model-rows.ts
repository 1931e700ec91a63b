import { digestOf, type ModelStage, type VerificationReport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ModelVersionEntity } from './entities/model-version.entity.js';
import { ModelStages, type StepActor } from './model-stages.js';
import type { ModelFolder } from './package/read-model.js';

export interface NewModel {
  model: ModelFolder;
  source: ModelVersionEntity['source'];
  location: string;
  stage: ModelStage;
  reason: string;
  by: StepActor;
}

/** Writes model versions and what their verification found. */
@Injectable()
export class ModelRows {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stages: ModelStages,
  ) {}

  /** False where the version is there already: a version never changes. */
  async insert(
    manager: EntityManager,
    { model, source, location, stage, reason, by }: NewModel,
  ): Promise<boolean> {
    const { manifest, card } = model;
    const inserted = await manager.query<unknown[]>(
      `insert into model_version (model_id, version, door, manifest, sha256, card, source, location, stage,
         stage_reason, submitted_by)
       select $1, $2, $3, $4, $5, $6, $7, $8,
         case when $9 = 'live' and exists (select from model_version where model_id = $1 and stage = 'live')
              then 'standby' else $9 end, $10, $11
       on conflict do nothing returning stage`,
      [
        manifest.id,
        manifest.version,
        manifest.door,
        JSON.stringify(manifest),
        digestOf(manifest),
        card,
        source,
        location,
        stage,
        reason,
        by.name,
      ],
    );
    if (inserted.length === 0) return false;
    const row = await manager
      .getRepository(ModelVersionEntity)
      .findOneByOrFail({ modelId: manifest.id, version: manifest.version });
    await this.stages.begin(manager, row, { to: row.stage, reason }, by);
    return true;
  }

  /** Takes the version that has waited longest for its verification, for ten minutes. */
  async takeUnverified(): Promise<{ modelId: string; version: string } | undefined> {
    const [rows] = await this.dataSource.query<[{ modelId: string; version: string }[], number]>(
      `update model_version set verification_lease = now() + interval '10 minutes'
        where (model_id, version) = (
          select model_id, version from model_version
           where verification_wanted and (verification_lease is null or verification_lease < now())
           order by submitted_at limit 1 for update skip locked)
       returning model_id as "modelId", version`,
    );
    return rows[0];
  }

  async wantVerification(manager: EntityManager, modelId: string, version: string): Promise<void> {
    await manager.query(
      `update model_version set verification_wanted = true, verification = null, verification_lease = null where model_id = $1 and version = $2`,
      [modelId, version],
    );
  }

  async keepReport(modelId: string, version: string, report: VerificationReport): Promise<void> {
    await this.dataSource.query(
      `update model_version set verification = $3, verification_wanted = false
        where model_id = $1 and version = $2`,
      [modelId, version, JSON.stringify(report)],
    );
  }
}
