import type { StudyWork, Workload, WorkloadInput } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { AssignmentStore } from './assignment-store.js';
import { shiftStartSql } from './assignment.query.sql.js';
import { rvuKey, rvuOf, type RvuTable } from './domain/assignment.js';

/** The work of studies in PostgreSQL: what it is measured by, and what readers have done of it. */
@Injectable()
export class WorkloadStore {
  constructor(
    private readonly clock: Clock,
    private readonly sites: SiteService,
    private readonly assignment: AssignmentStore,
  ) {}

  async workload(manager: EntityManager): Promise<Workload> {
    const rvu = await manager.query<StudyWork[]>(
      `select modality, nullif(body_part, '') as "bodyPart", rvu::float8 as rvu from rvu
        order by modality, body_part`,
    );
    const [setting] = await manager.query<Omit<Workload, 'rvu'>[]>(
      `select default_rvu::float8 as "defaultRvu", version,
              array(select to_char(start, 'HH24:MI') from unnest(shift_starts) start order by start) as "shiftStarts"
         from workload_setting`,
    );
    if (!setting) throw new Error('workload_setting has no row; its migration writes one');
    return { rvu, ...setting };
  }

  async save(manager: EntityManager, { rvu, defaultRvu, shiftStarts }: WorkloadInput): Promise<void> {
    await manager.query('delete from rvu');
    await manager.query(
      `insert into rvu (modality, body_part, rvu)
       select one ->> 'modality', coalesce(one ->> 'bodyPart', ''), (one ->> 'rvu')::numeric
         from jsonb_array_elements($1::jsonb) one`,
      [JSON.stringify(rvu)],
    );
    await manager.query(
      'update workload_setting set default_rvu = $1, shift_starts = $2::time[], version = version + 1',
      [defaultRvu, shiftStarts],
    );
  }

  async table(manager: EntityManager): Promise<RvuTable> {
    const { rvu, defaultRvu } = await this.workload(manager);
    return {
      values: new Map(rvu.map(({ modality, bodyPart, rvu: value }) => [rvuKey(modality, bodyPart), value])),
      other: defaultRvu,
    };
  }

  /** When the shift that runs now began, on the clocks of the site. */
  async shiftStart(manager: EntityManager): Promise<Date> {
    const { timeZone } = await this.sites.current(manager);
    const now = this.clock.now();
    const [row] = await manager.query<{ at: Date | null }[]>(shiftStartSql, [now, timeZone]);
    return row?.at ?? now;
  }

  /** Work of what each reader has read since then, or one of them; those who have read nothing are left out. */
  async readSince(manager: EntityManager, since: Date, readerId?: string): Promise<Map<string, number>> {
    const rows = await manager.query<{ readerId: string; rvu: number }[]>(
      `select reader_id as "readerId", sum(rvu)::float8 as rvu from study_reading
        where at >= $1 and ($2::text is null or reader_id = $2) group by reader_id`,
      [since, readerId ?? null],
    );
    return new Map(rows.map(({ readerId: id, rvu }) => [id, rvu]));
  }

  /** A reader has read a study: its work is what the table says now, whatever it will say later. */
  async addReading(manager: EntityManager, studyId: string, readerId: string): Promise<void> {
    const facts = await this.assignment.factsOf(manager, studyId);
    const rvu = rvuOf(facts, await this.table(manager));
    await manager.query('insert into study_reading (study_id, reader_id, rvu, at) values ($1, $2, $3, $4)', [
      studyId,
      readerId,
      rvu,
      this.clock.now(),
    ]);
  }

  /** The last reading of the study was not one, where it was the reader's own. */
  async removeReading(manager: EntityManager, studyId: string, readerId: string): Promise<void> {
    await manager.query(
      `delete from study_reading where reader_id = $2
         and id = (select max(id) from study_reading where study_id = $1)`,
      [studyId, readerId],
    );
  }
}
