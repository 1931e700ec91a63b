import type { FairnessQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { dayAfter, startOfDay } from '../turnaround/index.js';
import { StudyWorks } from '../worklist/index.js';
import { actsOf } from './domain/acts.js';
import { choicesOf } from './domain/choices.js';
import type { Period } from './domain/reader-work.js';
import { couldTake } from './keeping.js';
import { ListLog } from './list-log.js';

/** What readers did in a period, by the log. */
@Injectable()
export class WorkOfPeriod {
  constructor(
    private readonly log: ListLog,
    private readonly works: StudyWorks,
    private readonly sites: SiteService,
  ) {}

  /** Of days at the site; readers are those that did anything, in no order. */
  async of(
    manager: EntityManager,
    { from, to }: FairnessQuery,
  ): Promise<Period & { readerIds: string[]; timeZone: string }> {
    const { timeZone } = await this.sites.current(manager);
    const [begin, end] = [startOfDay(from, timeZone), startOfDay(dayAfter(to), timeZone)];
    const entries = await this.log.between(
      manager,
      new Date(begin.getTime() - 1),
      new Date(end.getTime() - 1),
    );
    const readings = await this.works.readings(manager, begin, end);
    const acts = actsOf(entries).filter(({ at }) => at >= begin);
    const readerIds = [...new Set([...acts, ...readings].map(({ readerId }) => readerId))];
    const studyUids = [...new Set(entries.map(({ studyUid }) => studyUid))];
    const works = await this.works.of(manager, studyUids, readerIds);
    const choices = choicesOf(entries, begin, { rvuOf: works.rvuOf, couldTake: couldTake(works) });
    return { acts, choices, readings, rvuOf: works.rvuOf, readerIds, timeZone };
  }
}
