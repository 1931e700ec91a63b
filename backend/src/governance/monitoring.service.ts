import type { ModelComparison, ModelManifest, ModelMonitoring } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import type { ModelVersion } from '../models/index.js';
import { Clock } from '../platform/index.js';
import { comparisonOf } from './domain/comparison.js';
import { monitoringOf, ruleStatesOf, type MonitoredRun } from './domain/monitoring.js';
import type { RuleState } from './domain/stop-rules.js';
import { MonitoredRuns } from './monitored-runs.js';
import { Validations } from './validations.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type WantedMonitoring = { days: number } & Pick<ModelMonitoring, 'effect' | 'group'>;

/** How a version fares. */
@Injectable()
export class MonitoringService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runs: MonitoredRuns,
    private readonly validations: Validations,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  async of(model: ModelVersion, wanted: WantedMonitoring): Promise<ModelMonitoring> {
    return (await this.withRuns(model, wanted)).monitoring;
  }

  /** With the runs that it follows from. */
  async withRuns(
    model: ModelVersion,
    { days, effect, group }: WantedMonitoring,
  ): Promise<{ monitoring: ModelMonitoring; runs: MonitoredRun[] }> {
    const until = this.clock.now();
    const since = new Date(until.getTime() - days * DAY_MS);
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const { stopRules: rules } = model.manifest;
    const baseline = await this.runs.baselineOf(model);
    const runs = await this.runs.ofVersion(model, { since, effect, timeZone });
    const monitoring = monitoringOf({
      since,
      until,
      effect,
      group,
      runs,
      baselineScores: effect === 'shown' ? baseline.scores : [],
      baselineFlagRate:
        rules.flagRateBaseline ?? (baseline.runs >= rules.minimumRuns ? baseline.flagRate : null),
      rules,
      objectiveP95Ms: objectiveOf(model.manifest),
      ruleStates: await this.ruleStates(model),
    });
    return { monitoring, runs };
  }

  /** Two versions of a model over the same days, whoever saw their results. */
  async compare(
    models: readonly [ModelVersion, ModelVersion],
    { days }: { days: number },
  ): Promise<ModelComparison> {
    const until = this.clock.now();
    const since = new Date(until.getTime() - days * DAY_MS);
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const sideOf = async (model: ModelVersion) => ({
      version: model.version,
      stage: model.stage,
      runs: await this.runs.ofVersion(model, { since, timeZone }),
      validations: await this.validations.ofVersion(model.modelId, model.version),
    });
    return {
      since: since.toISOString(),
      until: until.toISOString(),
      ...comparisonOf([await sideOf(models[0]), await sideOf(models[1])]),
    };
  }

  /** The stop rules over their own window: of the runs that are shown where there are any, else of those in shadow. */
  async ruleStates(model: ModelVersion): Promise<RuleState[]> {
    const { stopRules: rules } = model.manifest;
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const since = new Date(
      Math.max(this.clock.now().getTime() - rules.windowHours * HOUR_MS, model.stageSince.getTime()),
    );
    const effect = model.stage === 'shadow' ? 'shadow' : 'shown';
    const baseline = await this.runs.baselineOf(model);
    const runs = await this.runs.ofVersion(model, { since, effect, timeZone });
    return ruleStatesOf(rules, runs, {
      baseline: rules.flagRateBaseline ?? (baseline.runs >= rules.minimumRuns ? baseline.flagRate : null),
      objectiveP95Ms: objectiveOf(model.manifest),
      ...(await this.runs.judgedFlags(model)),
    });
  }
}

function objectiveOf(manifest: ModelManifest): number {
  return manifest.door === 'dicom' ? manifest.product.objectiveP95Ms : manifest.resources.objectiveP95Ms;
}
