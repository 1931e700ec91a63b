import type {
  Turnaround,
  TurnaroundGroup,
  TurnaroundQuery,
  TurnaroundStudiesQuery,
  TurnaroundStudyPage,
  TurnaroundSurvival,
  TurnaroundSurvivalQuery,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { figuresOf } from './domain/figures.js';
import { RELATIVE_ERROR } from './domain/quantile-sketch.js';
import { instantsOf } from './domain/site-time.js';
import { stageOf } from './domain/stages.js';
import { survivalOf } from './domain/survival.js';
import { IntervalPages } from './interval-pages.js';
import { RollUps } from './roll-ups.js';
import type { Selection } from './selection.js';
import { TurnaroundGroups } from './turnaround-groups.js';

/** How long the stages of reading take. */
@Injectable()
export class TurnaroundService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rollUps: RollUps,
    private readonly groups: TurnaroundGroups,
    private readonly pages: IntervalPages,
    private readonly sites: SiteService,
  ) {}

  async figures(query: TurnaroundQuery): Promise<Turnaround> {
    const timeZone = await this.timeZone();
    const [groups, pending] = await Promise.all([this.groupsOf(query, timeZone), this.rollUps.pending()]);
    return { stage: stageOf(query.stage), timeZone, relativeError: RELATIVE_ERROR, pending, groups };
  }

  async survival(query: TurnaroundSurvivalQuery): Promise<TurnaroundSurvival> {
    const timeZone = await this.timeZone();
    const groups = await this.groups.of(selectionOf(query, timeZone), { by: query.groupBy, timeZone });
    return {
      stage: stageOf(query.stage),
      curves: groups.map(({ key, cells, openSeconds }) => survivalOf(key, cells, openSeconds)),
    };
  }

  async studies({
    limit,
    after,
    groupBy: by,
    key,
    state,
    ...query
  }: TurnaroundStudiesQuery): Promise<TurnaroundStudyPage> {
    const timeZone = await this.timeZone();
    const whole = selectionOf(query, timeZone);
    const part =
      key === undefined
        ? { selection: whole, hours: null }
        : await this.groups.partOf(whole, { by, timeZone }, key);
    return this.pages.page({ ...part, state: state ?? null }, limit, after);
  }

  private async groupsOf(query: TurnaroundQuery, timeZone: string): Promise<TurnaroundGroup[]> {
    const groups = await this.groups.of(selectionOf(query, timeZone), { by: query.groupBy, timeZone });
    return groups.map(({ key, cells, openSeconds }) => figuresOf(key, cells, openSeconds));
  }

  private async timeZone(): Promise<string> {
    return (await this.sites.current(this.dataSource.manager)).timeZone;
  }
}

/** Of a question, whose days are those of the site. */
export function selectionOf(query: Omit<TurnaroundQuery, 'groupBy'>, timeZone: string): Selection {
  const { stage, site, modality, orderClass, aiState } = query;
  return { stage, ...instantsOf(query, timeZone), site, modality, orderClass, aiState };
}
