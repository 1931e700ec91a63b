import type { ReaderAct, ReaderActPage, ReaderActsQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { instantsOf } from '../turnaround/index.js';
import { StudyWorks } from '../worklist/index.js';
import { Choices } from './choices.js';
import { actsOf, ENTRIES_OF_ACT } from './domain/acts.js';
import { daysOfPage } from './domain/reader-day.js';
import { ListLog } from './list-log.js';
import { ReaderDays } from './reader-days.js';

type Days = Pick<ReaderActsQuery, 'from' | 'to'>;
type Asked = Omit<ReaderActsQuery, 'what'>;

const NONE = { way: null, reason: null, choice: null };

/** What a reader did, act by act; newest first. */
@Injectable()
export class ReaderActs {
  constructor(
    private readonly log: ListLog,
    private readonly days: ReaderDays,
    private readonly choices: Choices,
    private readonly works: StudyWorks,
    private readonly sites: SiteService,
  ) {}

  async page(manager: EntityManager, { what, limit, ...query }: ReaderActsQuery): Promise<ReaderActPage> {
    const asked = { ...query, limit: limit + 1 };
    const acts = await this.actsOf(manager, what, asked);
    return { acts: acts.slice(0, limit), next: acts.length > limit ? String(query.after + limit) : null };
  }

  private async actsOf(
    manager: EntityManager,
    what: ReaderActsQuery['what'],
    asked: Asked,
  ): Promise<ReaderAct[]> {
    if (what === 'read') return this.readings(manager, asked);
    if (what === 'chosen') return this.chosen(manager, asked);
    return this.logged(manager, what, asked);
  }

  private async readings(manager: EntityManager, { reader, ...asked }: Asked): Promise<ReaderAct[]> {
    const period = { readerIds: [reader], ...(await this.timesOf(manager, asked)) };
    const rows = await this.works.readings(manager, period, asked);
    return rows.map(({ studyUid, at, rvu }) => actOf(studyUid, at, { rvu }));
  }

  private async chosen(manager: EntityManager, asked: Asked): Promise<ReaderAct[]> {
    const { reader, limit, after } = asked;
    const period = { reader, ...(await this.timesOf(manager, asked)) };
    const rows = await this.choices.page(manager, period, { limit, after });
    return rows.map(({ studyUid, at, rvu, ...choice }) =>
      actOf(studyUid, at, { rvu, way: 'chosen', choice }),
    );
  }

  /** Of the days that hold the page alone. */
  private async logged(
    manager: EntityManager,
    what: keyof typeof ENTRIES_OF_ACT,
    { reader, limit, after, ...days }: Asked,
  ): Promise<ReaderAct[]> {
    const found = daysOfPage(await this.days.daysOfActs(manager, reader, days, what), after, limit);
    if (!found) return [];
    const { from, until } = await this.timesOf(manager, found);
    const entries = await this.log.actEntries(
      manager,
      { readerIds: [reader], from, until },
      ENTRIES_OF_ACT[what],
    );
    const page = actsOf(entries)
      .filter(({ kind, readerId, at }) => kind === what && readerId === reader && at < until)
      .reverse()
      .slice(found.skip, found.skip + limit);
    const { rvuOf } = await this.works.of(manager, [...new Set(page.map(({ studyUid }) => studyUid))], []);
    return page.map(({ studyUid, at, way, reason }) =>
      actOf(studyUid, at, { rvu: rvuOf(studyUid), way, reason }),
    );
  }

  private async timesOf(manager: EntityManager, days: Days): Promise<{ from: Date; until: Date }> {
    const { timeZone } = await this.sites.current(manager);
    return instantsOf(days, timeZone);
  }
}

function actOf(studyUid: string, at: Date, more: Pick<ReaderAct, 'rvu'> & Partial<ReaderAct>): ReaderAct {
  return { ...NONE, studyInstanceUid: studyUid, at: at.toISOString(), ...more };
}
