import type { ModelStage, TurnaroundChange, TurnaroundChangesQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { ModelStages } from '../models/index.js';
import { RuleStore } from '../rules/index.js';
import { instantsOf, siteTime } from './domain/site-time.js';

/** Steps before these touch no study of the department. */
const TOUCHING: readonly ModelStage[] = ['shadow', 'canary', 'live', 'standby', 'paused', 'retired'];

/** What changed in models and rules, to hold figures against. */
@Injectable()
export class TurnaroundChanges {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly models: ModelStages,
    private readonly rules: RuleStore,
    private readonly sites: SiteService,
  ) {}

  /** Of days at the site, oldest first. */
  async between(days: TurnaroundChangesQuery): Promise<TurnaroundChange[]> {
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    const { from, until } = instantsOf(days, timeZone);
    const [steps, versions] = await Promise.all([
      this.models.between(from, until),
      this.rules.between(manager, from, until),
    ]);
    const dayOf = (at: string) => siteTime(new Date(at), timeZone).day;
    const changes: TurnaroundChange[] = [
      ...steps
        .filter((step) => TOUCHING.includes(step.to))
        .map((step) => ({ kind: 'model' as const, day: dayOf(step.at), ...step })),
      ...versions.map(({ version, since: at, reason }) => ({
        kind: 'rules' as const,
        at,
        day: dayOf(at),
        version,
        reason,
      })),
    ];
    return changes.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }
}
