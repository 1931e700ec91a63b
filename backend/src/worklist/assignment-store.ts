import type { OrderClass, SkipReason } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/index.js';
import { candidatesSql, factsSql } from './assignment.query.sql.js';
import { rvuOf, SKIP_HIDES_MS, type Candidate, type RvuTable } from './domain/assignment.js';
import type { StudyFacts } from './domain/reading-rights.js';

/** A place in the reading order. */
export interface Place {
  band: number;
  rankAt: Date | string;
  studyUid: string;
}

export const TOP: Place = { band: -1, rankAt: '-infinity', studyUid: '' };

export interface PlacedCandidate extends Candidate, Place {
  studyId: string;
}

/** A skip as it is kept; `gaveBack` says that a claim ended with it. */
export interface StoredSkip {
  id: string;
  at: Date;
  gaveBack: boolean;
}

/** Unread studies as one reader may be given them, and what readers put off. */
@Injectable()
export class AssignmentStore {
  constructor(private readonly clock: Clock) {}

  /** At most `size` studies after a place, in reading order. */
  async candidates(
    manager: EntityManager,
    readerId: string,
    { after, size, rvu }: { after: Place; size: number; rvu: RvuTable },
  ): Promise<PlacedCandidate[]> {
    const now = this.clock.now();
    const hidden = new Date(now.getTime() - SKIP_HIDES_MS);
    const place = [after.band, after.rankAt, after.studyUid];
    const rows = await manager.query<CandidateRow[]>(candidatesSql, [readerId, now, hidden, size, ...place]);
    return rows.map((row) => candidateOf(row, rvu));
  }

  async factsOf(manager: EntityManager, studyId: string): Promise<StudyFacts> {
    const [facts] = await manager.query<StudyFacts[]>(factsSql, [studyId]);
    return facts ?? { modalities: [], bodyParts: [], site: null };
  }

  async addSkip(
    manager: EntityManager,
    skip: {
      studyId: string;
      readerId: string;
      reasonCode: SkipReason;
      note: string | undefined;
      gaveBack: boolean;
    },
  ): Promise<Date> {
    const at = this.clock.now();
    await manager.query(
      `insert into study_skip (study_id, reader_id, reason_code, note, at, gave_back)
       values ($1, $2, $3, $4, $5, $6)`,
      [skip.studyId, skip.readerId, skip.reasonCode, skip.note ?? null, at, skip.gaveBack],
    );
    return at;
  }

  async lastSkip(manager: EntityManager, studyId: string, readerId: string): Promise<StoredSkip | undefined> {
    const [row] = await manager.query<StoredSkip[]>(
      `select id::text as id, at, gave_back as "gaveBack" from study_skip
        where study_id = $1 and reader_id = $2 order by study_skip.id desc limit 1`,
      [studyId, readerId],
    );
    return row;
  }

  async removeSkip(manager: EntityManager, { id }: StoredSkip): Promise<void> {
    await manager.query('delete from study_skip where id = $1', [id]);
  }
}

interface CandidateRow extends StudyFacts {
  studyId: string;
  studyUid: string;
  band: number;
  rankAt: Date;
  dueAt: Date;
  orderClass: OrderClass;
  overdue: boolean;
  suspected: boolean;
  holderId: string | null;
  handedOverById: string | null;
  onHoldUntil: Date | null;
  skippedAt: Date | null;
}

function candidateOf(row: CandidateRow, table: RvuTable): PlacedCandidate {
  const { holderId, handedOverById, onHoldUntil: until, modalities, bodyParts, site, ...study } = row;
  const facts = { modalities, bodyParts, site };
  const claim = holderId === null ? null : { holderId, handedOver: handedOverById !== null };
  const hold = until && { until };
  return { ...study, facts, claim, hold, rvu: rvuOf(facts, table) };
}
