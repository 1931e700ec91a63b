import { digestOf, type ModelStage } from '@firstread/contract';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { DataSource } from 'typeorm';
import { Config } from '../platform/index.js';
import { ModelCatalogue } from './model-catalogue.js';
import { ModelRows } from './model-rows.js';
import { SYSTEM } from './model-stages.js';
import { fileProblem, readModel, type ModelFolder } from './package/read-model.js';

/** A folder that looks like a model and cannot be used, and why. */
export interface UnusableModel {
  /** `<id>/<version>` as the folders are named. */
  folder: string;
  problem: string;
}

/**
 * Takes the models of FIRSTREAD_MODELS, `<id>/<version>/manifest.json`, into the catalogue at start. In demo mode they
 * are live at once; in production a person takes them through their life cycle like any other. One that is at fault is
 * left out and named: reading goes on without it.
 */
@Injectable()
export class ShippedModels implements OnModuleInit {
  private readonly logger = new Logger(ShippedModels.name);
  private faulty: UnusableModel[] = [];

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogue: ModelCatalogue,
    private readonly rows: ModelRows,
    private readonly config: Config,
  ) {}

  get unusable(): readonly UnusableModel[] {
    return this.faulty;
  }

  async onModuleInit(): Promise<void> {
    this.faulty = [];
    for (const path of await modelFolders(this.config.modelsFolder)) {
      const folder = relative(this.config.modelsFolder, path);
      try {
        await this.take(await readModel(path), folder);
      } catch (error) {
        const problem = (error as Error).message;
        this.faulty.push({ folder, problem });
        this.logger.error(`Model ${folder} is not used: ${problem}`);
      }
    }
  }

  private async take(model: ModelFolder, location: string): Promise<void> {
    const problem = await fileProblem(model);
    if (problem) throw new Error(problem);
    const { id, version } = model.manifest;
    const known = await this.catalogue.find(id, version);
    if (known && known.sha256 !== digestOf(model.manifest))
      throw new Error(
        `${id} ${version} was taken in with another digest; give the changed model a new version`,
      );
    if (known) return;
    const demo = this.config.env.FIRSTREAD_MODE === 'demo';
    const stage: ModelStage = demo ? 'live' : 'submitted';
    const reason = demo ? 'Reference model of the demonstration' : 'Shipped with Firstread';
    await this.dataSource.transaction((manager) =>
      this.rows.insert(manager, { model, source: 'shipped', location, stage, reason, by: SYSTEM }),
    );
  }
}

async function modelFolders(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const model of await foldersOf(folder)) {
    for (const version of await foldersOf(join(folder, model))) {
      const path = join(folder, model, version);
      if (existsSync(join(path, 'manifest.json'))) paths.push(path);
    }
  }
  return paths.sort();
}

async function foldersOf(path: string): Promise<string[]> {
  const entries = existsSync(path) ? await readdir(path, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
