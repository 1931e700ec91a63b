import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { ReaderMarks, siteTime } from '../turnaround/index.js';
import { StudyWorks } from '../worklist/index.js';
import { choicesOf, type Choice } from './domain/choices.js';
import { couldTake } from './keeping.js';
import { ListLog } from './list-log.js';

/** Choices that are placed in one transaction, of at most an hour. */
const BATCH = 50;
/** While more timelines than these wait to be made, all that may have been on a list is too much to look at. */
const MOST_STALE = 1000;

const BEHIND = `
select count(*)::int > ${MOST_STALE} as behind from (select from study_timeline where stale limit ${MOST_STALE + 1}) one`;

const TAKE = `
select id, reader_id as "readerId", at from list_choice
 where waiting and at <= (select min(at) + interval '1 hour' from list_choice where waiting)
 order by at, id limit ${BATCH} for update skip locked`;

const WRITE = `
update list_choice set waiting = false, place = one.place, of = one.of, rvu = one.rvu, median_passed_rvu = one."medianPassedRvu"
  from jsonb_to_recordset($1::jsonb) as one (id uuid, place int, of int, rvu float8, "medianPassedRvu" float8)
 where list_choice.id = one.id`;

const CHOICE = 'place, of, rvu, median_passed_rvu as "medianPassedRvu"';

const OF_READERS = `
select reader_id as "readerId", ${CHOICE} from list_choice
 where reader_id = any($1::uuid[]) and at >= $2 and at < $3 and place is not null order by at, id`;

const PAGE = `
select study_uid as "studyUid", at, ${CHOICE} from list_choice
 where reader_id = $1 and at >= $2 and at < $3 and place is not null order by at desc, id desc limit $4 offset $5`;

interface Waiting {
  id: string;
  readerId: string;
  at: Date;
}

/** Choices from the list. Each is placed once, by the rights of readers and the work of studies of that moment. */
@Injectable()
export class Choices {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: ListLog,
    private readonly works: StudyWorks,
    private readonly readers: ReaderMarks,
    private readonly sites: SiteService,
  ) {}

  /** Places the oldest that wait; true when there may be more. */
  async placeNext(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ behind: boolean }[]>(BEHIND);
      if (row?.behind) return false;
      const waiting = await manager.query<Waiting[]>(TAKE);
      if (waiting.length > 0) await this.place(manager, waiting);
      return waiting.length > 0;
    });
  }

  /** Those of some readers in a period. */
  async of(
    manager: EntityManager,
    readerIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<(Choice & { readerId: string })[]> {
    return manager.query(OF_READERS, [readerIds, from, until]);
  }

  /** A page of those of one reader in a period, newest first. */
  async page(
    manager: EntityManager,
    { reader, from, until }: { reader: string; from: Date; until: Date },
    { limit, after }: { limit: number; after: number },
  ): Promise<(Choice & { studyUid: string; at: Date })[]> {
    return manager.query(PAGE, [reader, from, until, limit, after]);
  }

  private async place(manager: EntityManager, waiting: readonly Waiting[]): Promise<void> {
    const times = waiting.map(({ at }) => at.getTime());
    const entries = await this.log.between(
      manager,
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
    );
    const works = await this.works.of(
      manager,
      [...new Set(entries.map(({ studyUid }) => studyUid))],
      [...new Set(waiting.map(({ readerId }) => readerId))],
    );
    const ids = new Set(waiting.map(({ id }) => id));
    const placed = choicesOf(entries, ids, { rvuOf: works.rvuOf, couldTake: couldTake(works) });
    await manager.query(WRITE, [JSON.stringify(waiting.map(({ id }) => ({ id, ...placed.get(id) })))]);
    const { timeZone } = await this.sites.current(manager);
    await this.readers.markDays(
      manager,
      waiting.map(({ readerId, at }) => ({ readerId, day: siteTime(at, timeZone).day })),
    );
  }
}
