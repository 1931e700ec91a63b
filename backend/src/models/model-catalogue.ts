import type { ModelStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, Not, type DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../platform/index.js';
import { ModelVersionEntity } from './entities/model-version.entity.js';

export type ModelVersion = ModelVersionEntity;

/** The model versions of this installation, as PostgreSQL has them: every process sees a step at once. */
@Injectable()
export class ModelCatalogue {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By name, then id, then newest version first. */
  async all(): Promise<ModelVersion[]> {
    const versions = await this.dataSource.getRepository(ModelVersionEntity).find();
    return versions.sort(
      (a, b) =>
        a.manifest.name.localeCompare(b.manifest.name) ||
        a.modelId.localeCompare(b.modelId) ||
        compareVersions(b.version, a.version),
    );
  }

  async inStages(stages: readonly ModelStage[], manager?: EntityManager): Promise<ModelVersion[]> {
    return this.repository(manager).find({
      where: { stage: In([...stages]) },
      order: { modelId: 'ASC', version: 'ASC' },
    });
  }

  /** Products that are sent studies and send results, but those that are retired. */
  async products(): Promise<ModelVersion[]> {
    return this.repository().find({ where: { door: 'dicom', stage: Not('retired') } });
  }

  async find(modelId: string, version: string, manager?: EntityManager): Promise<ModelVersion | null> {
    return this.repository(manager).findOneBy({ modelId, version });
  }

  /** Throws 404 where there is none. */
  async get(modelId: string, version: string): Promise<ModelVersion> {
    const found = await this.find(modelId, version);
    if (!found) throw notFound('Model', `${modelId} ${version}`);
    return found;
  }

  async versionsOf(modelId: string): Promise<ModelVersion[]> {
    const versions = await this.dataSource.getRepository(ModelVersionEntity).findBy({ modelId });
    return versions.sort((a, b) => compareVersions(b.version, a.version));
  }

  private repository(manager?: EntityManager) {
    return (manager ?? this.dataSource.manager).getRepository(ModelVersionEntity);
  }
}

/** By their three numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
