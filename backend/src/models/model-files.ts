import { Injectable } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelPackageKey, ObjectStore } from '../archive/index.js';
import { Config } from '../platform/index.js';
import type { ModelVersion } from './model-catalogue.js';
import { unpack } from './package/unpack.js';

/** Finds the files of a model version. Packages lie in the object store and are unpacked where they are needed. */
@Injectable()
export class ModelFiles {
  private readonly unpacking = new Map<string, Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly objects: ObjectStore,
  ) {}

  /** Folder with manifest and model; made where this machine has none yet. */
  async folderOf({ source, location }: Pick<ModelVersion, 'source' | 'location'>): Promise<string> {
    if (source === 'shipped') return join(this.config.modelsFolder, location);
    const folder = join(this.config.dataFolder, 'models', location);
    if (existsSync(folder)) return folder;
    const work = this.unpacking.get(location) ?? this.fetch(location, folder);
    this.unpacking.set(location, work);
    await work.finally(() => this.unpacking.delete(location));
    return folder;
  }

  /** Path of the ONNX file; empty for a model that has none. */
  async fileOf(model: ModelVersion): Promise<string> {
    const { manifest } = model;
    return manifest.door === 'onnx' ? join(await this.folderOf(model), manifest.file.name) : '';
  }

  private async fetch(digest: string, folder: string): Promise<void> {
    await mkdir(join(this.config.dataFolder, 'models'), { recursive: true });
    const archive = `${folder}.${process.pid}.zip`;
    try {
      await writeFile(archive, await this.objects.get(modelPackageKey(digest)));
      await unpack(archive, folder);
    } finally {
      await rm(archive, { force: true });
    }
  }
}
