import type { Claim } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

/** A claim as it is kept; one whose time is over holds nobody off. */
export interface StoredClaim {
  studyId: string;
  holderId: string;
  holder: string;
  token: string;
  since: Date;
  expiresAt: Date;
  /** Who gave it to the holder, until the holder gives a sign. */
  handedOverById: string | null;
  handedOverBy: string | null;
}

const COLUMNS = `study_id as "studyId", holder_id as "holderId", holder, token::text as token, since,
  expires_at as "expiresAt", handed_over_by_id as "handedOverById", handed_over_by as "handedOverBy"`;

/** Claims in PostgreSQL. Whoever writes one holds the lock of its worklist row. */
@Injectable()
export class ClaimStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The claims of studies that stand at the moment. */
  async standing(studyIds: readonly string[], now: Date): Promise<Map<string, Claim>> {
    const rows = await this.dataSource.query<StoredClaim[]>(
      `select ${COLUMNS} from claim where study_id = any($1) and expires_at > $2`,
      [studyIds, now],
    );
    return new Map(rows.map((row) => [row.studyId, claimOf(row)]));
  }

  async of(manager: EntityManager, studyId: string): Promise<StoredClaim | undefined> {
    const [row] = await manager.query<StoredClaim[]>(`select ${COLUMNS} from claim where study_id = $1`, [
      studyId,
    ]);
    return row;
  }

  /** Puts a claim in the place of whatever there is; returns its token, which is higher than any before. */
  async put(manager: EntityManager, claim: Omit<StoredClaim, 'token'>): Promise<string> {
    const { studyId, holderId, holder, since, expiresAt, handedOverById, handedOverBy } = claim;
    const [row] = await manager.query<{ token: string }[]>(
      `insert into claim (study_id, holder_id, holder, since, expires_at, handed_over_by_id, handed_over_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (study_id) do update set holder_id = excluded.holder_id, holder = excluded.holder,
         token = excluded.token, since = excluded.since, expires_at = excluded.expires_at,
         handed_over_by_id = excluded.handed_over_by_id, handed_over_by = excluded.handed_over_by
       returning token::text as token`,
      [studyId, holderId, holder, since, expiresAt, handedOverById, handedOverBy],
    );
    return (row as { token: string }).token;
  }

  /** Its holder gave a sign. */
  async extend(manager: EntityManager, studyId: string, expiresAt: Date): Promise<void> {
    await manager.query(
      `update claim set expires_at = $2, handed_over_by_id = null, handed_over_by = null where study_id = $1`,
      [studyId, expiresAt],
    );
  }

  async remove(manager: EntityManager, studyId: string): Promise<void> {
    await manager.query('delete from claim where study_id = $1', [studyId]);
  }

  /** Studies whose claim has run out, the longest ago first. */
  async runOut(now: Date, limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ study_id: string }[]>(
      'select study_id from claim where expires_at <= $1 order by expires_at limit $2',
      [now, limit],
    );
    return rows.map((row) => row.study_id);
  }
}

function claimOf({
  holderId,
  holder,
  since,
  expiresAt,
  handedOverById: byId,
  handedOverBy: by,
}: StoredClaim): Claim {
  const handedOver = byId !== null && by !== null ? { byId, by } : null;
  return { holderId, holder, since: since.toISOString(), expiresAt: expiresAt.toISOString(), handedOver };
}
