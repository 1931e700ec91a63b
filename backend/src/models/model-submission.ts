import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { modelPackageKey, ObjectStore } from '../archive/index.js';
import { Config, DomainError } from '../platform/index.js';
import { ModelRows } from './model-rows.js';
import type { StepActor } from './model-stages.js';
import { PackageError } from './package/package-error.js';
import { digestOfFile, readModel, type ModelFolder } from './package/read-model.js';
import { unpack } from './package/unpack.js';

/** Takes packages in. What it runs and whether it is right is the matter of its verification. */
@Injectable()
export class ModelSubmission {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rows: ModelRows,
    private readonly objects: ObjectStore,
    private readonly config: Config,
  ) {}

  /**
   * Keeps the archive and registers what its manifest names. Throws 422 where it cannot be read, 409 where the
   * version is there already.
   */
  async submit(archive: string, by: StepActor): Promise<{ modelId: string; version: string }> {
    const location = await digestOfFile(archive);
    const folder = join(this.config.dataFolder, 'models', location);
    const model = await this.read(archive, folder);
    const { id: modelId, version } = model.manifest;
    await this.objects.put(modelPackageKey(location), await readFile(archive));
    const inserted = await this.dataSource.transaction((manager) =>
      this.rows.insert(manager, {
        model,
        source: 'package',
        location,
        stage: 'submitted',
        reason: model.manifest.releaseNotes ?? 'Submitted',
        by,
      }),
    );
    if (inserted) return { modelId, version };
    throw new DomainError(
      'MODEL_VERSION_EXISTS',
      409,
      'This version is here already',
      `${modelId} ${version} was submitted before, and a version never changes. Give the manifest a new version.`,
    );
  }

  private async read(archive: string, folder: string): Promise<ModelFolder> {
    try {
      await unpack(archive, folder);
      return await readModel(folder);
    } catch (error) {
      if (!(error instanceof PackageError)) throw error;
      await rm(folder, { recursive: true, force: true });
      throw new DomainError('MODEL_PACKAGE_INVALID', 422, 'The package cannot be read', `${error.message}.`);
    }
  }
}
