import type { Gate, ModelStep, RollBack } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { actorOf, type Principal } from '../identity/index.js';
import {
  ModelCatalogue,
  ModelRows,
  ModelStages,
  SYSTEM,
  type ModelVersion,
  type StepActor,
} from '../models/index.js';
import { DomainError } from '../platform/index.js';
import { EvidenceService } from './evidence.js';

/** Steps of the life cycle: by persons, through gates, and by stop rules. */
@Injectable()
export class GovernanceService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogue: ModelCatalogue,
    private readonly stages: ModelStages,
    private readonly rows: ModelRows,
    private readonly evidence: EvidenceService,
  ) {}

  /** Throws 409 where the stage is another by now, 422 where the step is none or its gate is shut. */
  async step(modelId: string, version: string, step: ModelStep, by: Principal): Promise<void> {
    const model = await this.catalogue.get(modelId, version);
    const gate = await this.evidence.gateOf(model, step.to);
    await this.dataSource.transaction(async (manager) => {
      await this.stages.lock(manager, model, step.expectedStage);
      if (!gate.open) throw gateShut(model, gate);
      const { to, reason, scope } = step;
      await this.stages.step(
        manager,
        model,
        { to, reason, scope: to === 'canary' ? (scope ?? {}) : undefined },
        stepActor(by),
      );
    });
  }

  /** Throws 422 where the version was never live. */
  async rollBack(modelId: string, { version, reason }: RollBack, by: Principal): Promise<void> {
    const versions = await this.catalogue.versionsOf(modelId);
    const live = versions.find((one) => one.stage === 'live');
    const target = await this.catalogue.get(modelId, version);
    if (!live || (await this.stages.lastLive(modelId)) === null || !(await this.wasLive(modelId, version))) {
      throw new DomainError(
        'MODEL_ROLL_BACK_NOT_POSSIBLE',
        422,
        'Nothing to roll back to',
        `${modelId} ${version} was not live before the version that is live now.`,
      );
    }
    await this.dataSource.transaction(async (manager) => {
      await this.stages.lock(manager, live, 'live');
      await this.stages.lock(manager, target, target.stage);
      await this.stages.rollBack(manager, { from: live, to: target, reason, by: stepActor(by) });
    });
  }

  /** Has the version verified again. */
  async verifyAgain(modelId: string, version: string): Promise<void> {
    const model = await this.catalogue.get(modelId, version);
    await this.rows.wantVerification(this.dataSource.manager, model.modelId, model.version);
  }

  /** A stop rule pauses the version; nothing where it has left its stage meanwhile. */
  async pauseByRule(model: ModelVersion, reason: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ stage: string }[]>(
        'select stage from model_version where model_id = $1 and version = $2 for update',
        [model.modelId, model.version],
      );
      if (row?.stage !== model.stage) return false;
      await this.stages.step(manager, model, { to: 'paused', reason }, SYSTEM);
      return true;
    });
  }

  private async wasLive(modelId: string, version: string): Promise<boolean> {
    const history = await this.stages.historyOf(modelId, version);
    return history.some((one) => one.to === 'live');
  }
}

export function stepActor(by: Principal): StepActor {
  return { name: by.displayName, actor: actorOf(by), role: by.role };
}

function gateShut(model: ModelVersion, gate: Gate): DomainError {
  const missing = gate.evidence.filter((one) => !one.met).map((one) => one.text);
  return new DomainError(
    'MODEL_GATE_SHUT',
    422,
    'Evidence is missing',
    `${model.modelId} ${model.version} cannot become ${gate.to} yet. ${missing.join('. ')}.`,
  );
}
