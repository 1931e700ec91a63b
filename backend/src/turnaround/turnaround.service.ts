import type {
  Turnaround,
  TurnaroundGroup,
  TurnaroundQuery,
  TurnaroundStudiesQuery,
  TurnaroundStudyPage,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Clock, groupBy } from '../platform/index.js';
import { figuresOf, groupKeyOf } from './domain/figures.js';
import { RELATIVE_ERROR } from './domain/quantile-sketch.js';
import { dayAfter, startOfDay } from './domain/site-time.js';
import { stageOf } from './domain/stages.js';
import { IntervalPages } from './interval-pages.js';
import { RollUps, type Selection } from './roll-ups.js';

/** How long the stages of reading take. */
@Injectable()
export class TurnaroundService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rollUps: RollUps,
    private readonly pages: IntervalPages,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  async figures(query: TurnaroundQuery): Promise<Turnaround> {
    const timeZone = await this.timeZone();
    const selection = selectionOf(query, timeZone);
    const [cells, open, pending] = await Promise.all([
      this.rollUps.cells(selection),
      this.rollUps.open(selection),
      this.rollUps.pending(),
    ]);
    const now = this.clock.now().getTime();
    const keyOf = (one: Parameters<typeof groupKeyOf>[0]) => groupKeyOf(one, query.groupBy, timeZone);
    const [cellsOf, openOf] = [groupBy(cells, keyOf), groupBy(open, keyOf)];
    const groups = [...new Set([...cellsOf.keys(), ...openOf.keys()])].map((key) => {
      const ages = (openOf.get(key) ?? []).map(
        ({ startedAt }) => Math.max(0, now - startedAt.getTime()) / 1000,
      );
      return figuresOf(key, cellsOf.get(key) ?? [], ages);
    });
    return {
      stage: stageOf(query.stage),
      timeZone,
      relativeError: RELATIVE_ERROR,
      pending,
      groups: groups.sort(byKey),
    };
  }

  async studies({ limit, after, ...query }: TurnaroundStudiesQuery): Promise<TurnaroundStudyPage> {
    return this.pages.page(selectionOf(query, await this.timeZone()), limit, after);
  }

  private async timeZone(): Promise<string> {
    return (await this.sites.current(this.dataSource.manager)).timeZone;
  }
}

function selectionOf(query: Omit<TurnaroundQuery, 'groupBy'>, timeZone: string): Selection {
  const { stage, from, to, site, modality, orderClass, aiState } = query;
  return {
    stage,
    from: startOfDay(from, timeZone),
    until: startOfDay(dayAfter(to), timeZone),
    site,
    modality,
    orderClass,
    aiState,
  };
}

/** Hours of the week by number. */
function byKey(one: TurnaroundGroup, other: TurnaroundGroup): number {
  return one.key.localeCompare(other.key, 'en', { numeric: true });
}
