import type { CanaryScope, ModelHistory, ModelStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { DomainError, EventLog } from '../platform/index.js';
import type { ModelVersion } from './model-catalogue.js';
import { mayStep } from './domain/life-cycle.js';

/** Who takes a step: a person with a name, or the platform itself. */
export interface StepActor {
  /** As history shows it. */
  name: string;
  /** As the audit trail names it. */
  actor: string;
  role: string;
}

export const SYSTEM: StepActor = { name: 'system', actor: 'system:models', role: 'system' };

export interface Step {
  to: ModelStage;
  reason: string;
  scope?: CanaryScope | undefined;
}

/** Moves versions through their life cycle: row, history, event and audit line commit together. */
@Injectable()
export class ModelStages {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /** The version, locked. Throws 409 where it is not where the caller has seen it. */
  async lock(
    manager: EntityManager,
    { modelId, version }: Pick<ModelVersion, 'modelId' | 'version'>,
    expected: ModelStage,
  ): Promise<void> {
    const [row] = await manager.query<{ stage: ModelStage }[]>(
      'select stage from model_version where model_id = $1 and version = $2 for update',
      [modelId, version],
    );
    if (row?.stage === expected) return;
    throw new DomainError(
      'MODEL_STAGE_CHANGED',
      409,
      'The model has moved on',
      `${modelId} ${version} is ${row?.stage ?? 'gone'}, not ${expected}. Look at it again, then repeat.`,
    );
  }

  /** Takes a step that the life cycle allows; the row must be locked. Throws 422 for one that it does not. */
  async step(manager: EntityManager, model: ModelVersion, step: Step, by: StepActor): Promise<void> {
    if (!mayStep(model.stage, step.to)) {
      throw new DomainError(
        'MODEL_STEP_NOT_ALLOWED',
        422,
        'Not the next step',
        `${model.modelId} ${model.version} is ${model.stage}; from there it cannot become ${step.to}.`,
      );
    }
    if (step.to === 'live') await this.makeRoom(manager, model, by);
    await this.write(manager, model, step, by);
  }

  /** Puts a version that was live before in the place of the one that is, which is paused. */
  async rollBack(
    manager: EntityManager,
    { from, to, reason, by }: { from: ModelVersion; to: ModelVersion; reason: string; by: StepActor },
  ): Promise<void> {
    const paused = `Rolled back to ${to.version}: ${reason}`;
    await this.write(manager, from, { to: 'paused', reason: paused }, by);
    await this.write(manager, to, { to: 'live', reason: `Rolled back from ${from.version}: ${reason}` }, by);
  }

  /** The first row of a version's history. */
  async begin(manager: EntityManager, model: ModelVersion, step: Step, by: StepActor): Promise<void> {
    await this.record(manager, model, { from: null, ...step }, by);
  }

  /** Newest first. */
  async historyOf(modelId: string, version: string): Promise<ModelHistory[]> {
    const rows = await this.dataSource.query<(Omit<ModelHistory, 'at'> & { at: Date })[]>(
      `select from_stage as "from", to_stage as "to", actor as by, role, reason, scope, at from model_history
        where model_id = $1 and version = $2 order by id desc`,
      [modelId, version],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Steps of all versions from an instant to before another, oldest first. */
  async between(
    from: Date,
    until: Date,
  ): Promise<
    (Pick<ModelHistory, 'from' | 'to' | 'reason' | 'at'> & {
      modelId: string;
      version: string;
      name: string;
    })[]
  > {
    const rows = await this.dataSource.query<
      {
        modelId: string;
        version: string;
        name: string;
        from: ModelStage | null;
        to: ModelStage;
        reason: string;
        at: Date;
      }[]
    >(
      `select model_id as "modelId", version, manifest ->> 'name' as name, from_stage as "from", to_stage as "to",
              reason, at
         from model_history join model_version using (model_id, version)
        where at >= $1 and at < $2 order by model_history.id`,
      [from, until],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** The version of the model that was live last before the present one, and can be again. */
  async lastLive(modelId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ version: string }[]>(
      `select version from model_history join model_version using (model_id, version)
        where model_id = $1 and to_stage = 'live' and stage in ('standby', 'paused')
        order by model_history.id desc limit 1`,
      [modelId],
    );
    return row?.version ?? null;
  }

  /** One version of a model is live at a time; what the other said stands. */
  private async makeRoom(manager: EntityManager, model: ModelVersion, by: StepActor): Promise<void> {
    const live = await manager.query<{ version: string; name: string }[]>(
      `select version, manifest ->> 'name' as name from model_version
        where model_id = $1 and stage = 'live' and version <> $2 for update`,
      [model.modelId, model.version],
    );
    for (const { version, name } of live) {
      const other = { modelId: model.modelId, version, stage: 'live' as const, manifest: { name } };
      await this.write(manager, other, { to: 'standby', reason: `Replaced by ${model.version}` }, by);
    }
  }

  private async write(manager: EntityManager, model: Stepping, step: Step, by: StepActor): Promise<void> {
    await manager.query(
      `update model_version set stage = $3, stage_since = now(), stage_reason = $4, scope = $5
        where model_id = $1 and version = $2`,
      [model.modelId, model.version, step.to, step.reason, step.scope ? JSON.stringify(step.scope) : null],
    );
    await this.record(manager, model, { from: model.stage, ...step }, by);
  }

  private async record(
    manager: EntityManager,
    { modelId, version, manifest }: Stepping,
    { from, to, reason, scope }: Step & { from: ModelStage | null },
    by: StepActor,
  ): Promise<void> {
    await manager.query(
      `insert into model_history (model_id, version, from_stage, to_stage, actor, role, reason, scope)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [modelId, version, from, to, by.name, by.role, reason, scope ? JSON.stringify(scope) : null],
    );
    const { name } = manifest;
    await this.events.append(manager, 'ModelStageChanged', { modelId, version, name, from, to, reason });
    await this.audit.record(manager, {
      actor: by.actor,
      role: by.role,
      action: from === null ? 'model.submit' : 'model.govern',
      outcome: 'success',
      detail: `${modelId} ${version}: ${from ?? 'new'} to ${to}: ${reason}`,
    });
  }
}

type Stepping = Pick<ModelVersion, 'modelId' | 'version' | 'stage'> & { manifest: { name: string } };
