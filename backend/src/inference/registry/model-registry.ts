import type { TensorManifest } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ModelCatalogue, ModelFiles, type ModelVersion } from '../../models/index.js';

/** A model whose tensors the platform makes, ready to be run. */
export interface RegisteredModel {
  manifest: TensorManifest;
  /** Absolute path of the ONNX file; empty for a remote endpoint. */
  file: string;
}

/** Finds what runs a model version. */
@Injectable()
export class ModelRegistry {
  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly files: ModelFiles,
  ) {}

  /** Undefined where there is no such version, or it has no tensors. */
  async find(id: string, version: string): Promise<RegisteredModel | undefined> {
    const model = await this.catalogue.find(id, version);
    return model ? this.runnable(model) : undefined;
  }

  async runnable(model: ModelVersion): Promise<RegisteredModel | undefined> {
    const { manifest } = model;
    return manifest.door === 'dicom' ? undefined : { manifest, file: await this.files.fileOf(model) };
  }
}
