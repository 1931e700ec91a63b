import type { Gate, ModelStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { isRunning, stepsFrom, type ModelVersion } from '../models/index.js';
import { Config } from '../platform/index.js';
import { gateTo, type Evidence } from './domain/gates.js';
import { MonitoredRuns } from './monitored-runs.js';
import { MonitoringService } from './monitoring.service.js';

/** Gathers what there is to show for a version, and says which gates it opens. */
@Injectable()
export class EvidenceService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runs: MonitoredRuns,
    private readonly monitoring: MonitoringService,
    private readonly config: Config,
  ) {}

  /** Every step that may follow, with its gate. */
  async gatesOf(model: ModelVersion): Promise<Gate[]> {
    const evidence = await this.of(model);
    return stepsFrom(model.stage).map((to) => this.gate(model, to, evidence));
  }

  async gateOf(model: ModelVersion, to: ModelStage): Promise<Gate> {
    return this.gate(model, to, await this.of(model));
  }

  private gate(model: ModelVersion, to: ModelStage, evidence: Evidence): Gate {
    const { GATE_VALIDATION_STUDIES, GATE_SHADOW_RUNS, GATE_CANARY_RUNS } = this.config.env;
    return gateTo(model.stage, to, evidence, {
      validationStudies: GATE_VALIDATION_STUDIES,
      shadowRuns: GATE_SHADOW_RUNS,
      canaryRuns: GATE_CANARY_RUNS,
    });
  }

  private async of(model: ModelVersion): Promise<Evidence> {
    const { modelId, version, verification } = model;
    const [validated, counts, wasLive, rules] = await Promise.all([
      this.validated(modelId, version),
      this.runs.countsOf(model),
      this.wasLive(modelId, version),
      isRunning(model.stage) ? this.monitoring.ruleStates(model) : [],
    ]);
    return {
      verification: verification === null ? 'waiting' : verification.passed ? 'passed' : 'failed',
      validatedStudies: validated.studies,
      validatedPositive: validated.positive,
      shadowRuns: counts.shadow,
      canaryRuns: counts.shown,
      brokenRules: rules.filter((rule) => rule.state === 'broken').map((rule) => rule.text),
      wasLive,
    };
  }

  /** Studies with a result in validations that are done; one that is in several counts once. */
  private async validated(modelId: string, version: string): Promise<{ studies: number; positive: number }> {
    const [row] = await this.dataSource.query<{ studies: number; positive: number }[]>(
      `select count(distinct study_instance_uid)::int as studies,
              count(distinct study_instance_uid) filter (where positive)::int as positive
         from validation_study join validation on validation.id = validation_id
        where model_id = $1 and version = $2 and validation.state = 'done' and flagged is not null`,
      [modelId, version],
    );
    return row ?? { studies: 0, positive: 0 };
  }

  private async wasLive(modelId: string, version: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select from model_history where model_id = $1 and version = $2 and to_stage = 'live' limit 1`,
      [modelId, version],
    );
    return rows.length > 0;
  }
}
