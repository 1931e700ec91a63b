import type { ReaderProfile, ReadingRequirement, ReadingRights } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, groupBy } from '../platform/index.js';
import { heldSql, profileSql, readersSql } from './assignment.query.sql.js';
import { rvuOf, type AskingReader, type RvuTable } from './domain/assignment.js';
import type { StudyFacts } from './domain/reading-rights.js';
import { WorkloadStore } from './workload-store.js';

const ALL: ReadingRights = { modalities: [], subspecialties: [], sites: [], credentials: [] };

/** What a reader holds. */
export interface Load {
  holding: number;
  outstandingRvu: number;
}
export const NOTHING: Load = { holding: 0, outstandingRvu: 0 };

export interface ReaderRow {
  id: string;
  displayName: string;
  capRvu: number | null;
  shiftCapRvu: number | null;
  skipsToday: number;
}

/** Readers in PostgreSQL: their rights, their workload, and what it is measured by. */
@Injectable()
export class ReaderStore {
  constructor(
    private readonly clock: Clock,
    private readonly workload: WorkloadStore,
  ) {}

  /** Radiologists that can sign in, by name; the day is that of the time zone. */
  async all(manager: EntityManager, timeZone: string): Promise<ReaderRow[]> {
    return manager.query<ReaderRow[]>(readersSql, [this.clock.now(), timeZone]);
  }

  /** Undefined for whom is no radiologist that can sign in. */
  async profile(manager: EntityManager, readerId: string): Promise<ReaderProfile | undefined> {
    const [row] = await manager.query<(Omit<ReaderProfile, 'rights'> & { rights: ReadingRights | null })[]>(
      profileSql,
      [readerId],
    );
    return row && { ...row, rights: row.rights ?? ALL };
  }

  async saveProfile(
    manager: EntityManager,
    readerId: string,
    { rights, capRvu, shiftCapRvu }: Pick<ReaderProfile, 'rights' | 'capRvu' | 'shiftCapRvu'>,
  ): Promise<void> {
    await manager.query(
      `insert into reader_profile (user_id, rights, cap_rvu, shift_cap_rvu) values ($1, $2, $3, $4)
       on conflict (user_id) do update set rights = excluded.rights, cap_rvu = excluded.cap_rvu,
         shift_cap_rvu = excluded.shift_cap_rvu, version = reader_profile.version + 1`,
      [readerId, JSON.stringify(rights), capRvu, shiftCapRvu],
    );
  }

  async requirements(manager: EntityManager): Promise<ReadingRequirement[]> {
    return manager.query('select subject, credential from reading_requirement order by subject, credential');
  }

  async saveRequirements(manager: EntityManager, requirements: readonly ReadingRequirement[]): Promise<void> {
    await manager.query('delete from reading_requirement');
    await manager.query(
      `insert into reading_requirement (subject, credential)
       select one ->> 'subject', one ->> 'credential' from jsonb_array_elements($1::jsonb) one
       on conflict do nothing`,
      [JSON.stringify(requirements)],
    );
  }

  /** What each reader holds now, or one of them; those who hold nothing are left out. */
  async loads(manager: EntityManager, table: RvuTable, readerId?: string): Promise<Map<string, Load>> {
    const held = await manager.query<(StudyFacts & { holderId: string })[]>(heldSql, [
      this.clock.now(),
      readerId ?? null,
    ]);
    const byHolder = groupBy(held, ({ holderId }) => holderId);
    return new Map([...byHolder].map(([id, studies]) => [id, loadOf(studies, table)]));
  }

  /** A reader with all that decides on what they are given. */
  async asking(manager: EntityManager, id: string, table: RvuTable): Promise<AskingReader> {
    const profile = await this.profile(manager, id);
    const loads = await this.loads(manager, table, id);
    const read = await this.workload.readSince(manager, await this.workload.shiftStart(manager), id);
    return {
      id,
      rights: profile?.rights ?? ALL,
      requirements: await this.requirements(manager),
      capRvu: profile?.capRvu ?? null,
      shiftCapRvu: profile?.shiftCapRvu ?? null,
      outstandingRvu: (loads.get(id) ?? NOTHING).outstandingRvu,
      readRvu: read.get(id) ?? 0,
    };
  }
}

/** Without what floating point leaves behind the second place. */
export function inHundredths(rvu: number): number {
  return Math.round(rvu * 100) / 100;
}

function loadOf(studies: readonly StudyFacts[], table: RvuTable): Load {
  const rvu = studies.reduce((sum, study) => sum + rvuOf(study, table), 0);
  return { holding: studies.length, outstandingRvu: inHundredths(rvu) };
}
