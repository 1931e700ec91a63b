import type { Model, ModelDetail, ModelList } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import {
  eligibilityText,
  ModelCatalogue,
  ModelStages,
  ShippedModels,
  type ModelVersion,
} from '../models/index.js';
import { EvidenceService } from './evidence.js';
import { Validations } from './validations.js';

/** Model versions as the pages show them. */
@Injectable()
export class ModelView {
  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly shipped: ShippedModels,
    private readonly stages: ModelStages,
    private readonly evidence: EvidenceService,
    private readonly validations: Validations,
  ) {}

  async list(): Promise<ModelList> {
    const versions = await this.catalogue.all();
    return { models: versions.map(modelOf), unusable: [...this.shipped.unusable] };
  }

  async detail(modelId: string, version: string): Promise<ModelDetail> {
    const model = await this.catalogue.get(modelId, version);
    const [validations, gates, history, rollBackTo] = await Promise.all([
      this.validations.ofVersion(modelId, version),
      this.evidence.gatesOf(model),
      this.stages.historyOf(modelId, version),
      model.stage === 'live' ? this.stages.lastLive(modelId) : null,
    ]);
    const { manifest, card, verification: report } = model;
    return { ...modelOf(model), manifest, card, report, validations, gates, history, rollBackTo };
  }
}

function modelOf(model: ModelVersion): Model {
  const { manifest, verification } = model;
  return {
    id: model.modelId,
    version: model.version,
    door: model.door,
    name: manifest.name,
    manufacturer: manifest.manufacturer,
    intendedUse: manifest.intendedUse,
    presentationClass: manifest.presentationClass,
    sha256: model.sha256,
    eligibility: eligibilityText(manifest.eligibility),
    stage: model.stage,
    stageSince: model.stageSince.toISOString(),
    stageReason: model.stageReason,
    scope: model.scope,
    verification: verification === null ? 'waiting' : verification.passed ? 'passed' : 'failed',
    submittedBy: model.submittedBy,
    submittedAt: model.submittedAt.toISOString(),
  };
}
