import type { ReaderProfile } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { factsOfAllSql } from './assignment.query.sql.js';
import { rvuOf, whyNot, type Candidate, type Passed } from './domain/assignment.js';
import type { StudyFacts } from './domain/reading-rights.js';
import { ReaderStore } from './reader-store.js';
import { WorkloadStore } from './workload-store.js';

/** A study that a reader has read; its work is what it was then. */
export interface Reading {
  studyUid: string;
  readerId: string;
  rvu: number;
  at: Date;
}

/** Work of studies and rights of readers, as they are today. */
export interface Works {
  /** Null of a study that is gone. */
  rvuOf: (studyUid: string) => number | null;
  /** What "next" has against a study for a reader, workload aside. What is not known of a study restricts nothing. */
  whyNot: (readerId: string, study: Omit<Candidate, 'facts' | 'rvu'>, now: Date) => Passed['why'] | null;
}

const READINGS = `
select study_uid as "studyUid", reader_id as "readerId", rvu::float8 as rvu, study_reading.at
  from study_reading join worklist_item using (study_id)
 where reader_id = any($1::text[]) and study_reading.at >= $2 and study_reading.at < $3
 order by study_reading.at desc, study_reading.id desc limit $4 offset $5`;

const UNKNOWN: StudyFacts = { modalities: [], bodyParts: [], site: null };
const UNLIMITED = { capRvu: null, shiftCapRvu: null, outstandingRvu: 0, readRvu: 0 };

/** What studies weigh and who may read them, for looking back. */
@Injectable()
export class StudyWorks {
  constructor(
    private readonly readers: ReaderStore,
    private readonly workload: WorkloadStore,
  ) {}

  /** Readings of some readers in a period, newest first, all or a page of them; of studies that are still here. */
  async readings(
    manager: EntityManager,
    { readerIds, from, until }: { readerIds: readonly string[]; from: Date; until: Date },
    { limit, after }: { limit: number | null; after: number } = { limit: null, after: 0 },
  ): Promise<Reading[]> {
    return manager.query(READINGS, [readerIds, from, until, limit, after]);
  }

  async of(
    manager: EntityManager,
    studyUids: readonly string[],
    readerIds: readonly string[],
  ): Promise<Works> {
    const rows = await manager.query<(StudyFacts & { studyUid: string })[]>(factsOfAllSql, [studyUids]);
    const facts = new Map(rows.map(({ studyUid, ...row }) => [studyUid, row]));
    const table = await this.workload.table(manager);
    const requirements = await this.readers.requirements(manager);
    const profiles = new Map<string, ReaderProfile>();
    for (const id of readerIds) {
      const profile = await this.readers.profile(manager, id);
      if (profile) profiles.set(id, profile);
    }
    const none = { modalities: [], subspecialties: [], sites: [], credentials: [] };
    return {
      rvuOf: (studyUid) => {
        const known = facts.get(studyUid);
        return known ? rvuOf(known, table) : null;
      },
      whyNot: (id, study, now) => {
        const rights = profiles.get(id)?.rights ?? none;
        const whole = { ...study, facts: facts.get(study.studyUid) ?? UNKNOWN, rvu: 0 };
        return whyNot({ id, rights, requirements, ...UNLIMITED }, whole, now);
      },
    };
  }
}
