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
import { figuresOf, groupKeys, keyPart } from './domain/figures.js';
import { QuantileSketch, RELATIVE_ERROR } from './domain/quantile-sketch.js';
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
      this.rollUps.cells(selection, query.groupBy),
      this.rollUps.open(selection, query.groupBy, this.clock.now()),
      this.rollUps.pending(),
    ]);
    const keyOf = groupKeys(query.groupBy, timeZone);
    const cellsOf = groupBy(cells, (cell) => keyOf(keyPart(cell, query.groupBy)));
    const openOf = groupBy(open, ({ key }) => keyOf(key));
    const groups = [...new Set([...cellsOf.keys(), ...openOf.keys()])].map((key) => {
      const ages = new QuantileSketch();
      for (const { seconds } of openOf.get(key) ?? []) ages.merge(seconds);
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
