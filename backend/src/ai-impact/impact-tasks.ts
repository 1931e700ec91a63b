import type { AiImpactQuery, ImpactCaveat } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { ModelCatalogue } from '../models/index.js';
import { Clock, Config } from '../platform/index.js';
import { RuleStore } from '../rules/index.js';
import { instantsOf } from '../turnaround/index.js';
import { rulesOfPeriod } from './domain/rules-of-period.js';
import type { ImpactTask } from './impact-task.js';
import { LogMark } from './log-mark.js';

const MOST_RULE_VERSIONS = 500;

/** What a thread needs for an answer, and what stands beside its figures. */
export interface PreparedTask {
  task: ImpactTask;
  /** Of the model. */
  name: string;
  /** How far the log has come. */
  mark: string;
  caveats: ImpactCaveat[];
}

@Injectable()
export class ImpactTasks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogue: ModelCatalogue,
    private readonly rules: RuleStore,
    private readonly sites: SiteService,
    private readonly mark: LogMark,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Throws 404 where the model is gone. */
  async of({ model, version, from, to }: AiImpactQuery): Promise<PreparedTask> {
    const { manifest } = await this.catalogue.get(model, version);
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const period = instantsOf({ from, to }, timeZone);
    const versions = await this.rules.latest(this.dataSource.manager, MOST_RULE_VERSIONS);
    const { order, changed } = rulesOfPeriod(versions, period);
    const { mark, behind } = await this.mark.current();
    return {
      task: {
        databaseUrl: this.config.env.DATABASE_URL,
        wanted: { model: { modelId: model, version }, ...period, timeZone, now: this.clock.now() },
        order,
        seed: JSON.stringify({ model, version, from, to }),
      },
      name: manifest.name,
      mark,
      caveats: [...(changed ? (['rulesChanged'] as const) : []), ...(behind ? (['logBehind'] as const) : [])],
    };
  }
}
