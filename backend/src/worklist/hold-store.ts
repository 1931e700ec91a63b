import type { Hold, HoldKind } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

/** How a hold ended by what a person did. */
export type HoldEnd = 'ended' | 'read';

/** A hold as it is kept; one that is over has no effect. */
export interface StoredHold {
  studyId: string;
  kind: HoldKind;
  note: string | null;
  until: Date;
  byId: string;
  by: string;
  at: Date;
  /** A claim of whoever placed it ended with it. */
  gaveBack: boolean;
  /** Null as long as nobody ended it. */
  endedAt: Date | null;
  endedById: string | null;
  endedHow: HoldEnd | null;
}

const COLUMNS = `study_id as "studyId", kind, note, until, by_id as "byId", by_name as by, at, gave_back as "gaveBack",
  ended_at as "endedAt", ended_by_id as "endedById", ended_how as "endedHow"`;

/** Holds in PostgreSQL. Whoever writes one holds the lock of its worklist row. */
@Injectable()
export class HoldStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The holds of studies that stand at the moment. */
  async standing(studyIds: readonly string[], now: Date): Promise<Map<string, Hold>> {
    const rows = await this.dataSource.query<StoredHold[]>(
      `select ${COLUMNS} from study_hold where study_id = any($1) and until > $2 and ended_at is null`,
      [studyIds, now],
    );
    return new Map(rows.map((row) => [row.studyId, holdOf(row)]));
  }

  async of(manager: EntityManager, studyId: string): Promise<StoredHold | undefined> {
    const [row] = await manager.query<StoredHold[]>(`select ${COLUMNS} from study_hold where study_id = $1`, [
      studyId,
    ]);
    return row;
  }

  /** Puts a hold in the place of one that is over. */
  async put(
    manager: EntityManager,
    hold: Omit<StoredHold, 'endedAt' | 'endedById' | 'endedHow'>,
  ): Promise<void> {
    const { studyId, kind, note, until, byId, by, at, gaveBack } = hold;
    await manager.query(
      `insert into study_hold (study_id, kind, note, until, by_id, by_name, at, gave_back)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (study_id) do update set kind = excluded.kind, note = excluded.note, until = excluded.until,
         by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at, gave_back = excluded.gave_back,
         ended_at = null, ended_by_id = null, ended_how = null`,
      [studyId, kind, note, until, byId, by, at, gaveBack],
    );
  }

  async end(
    manager: EntityManager,
    studyId: string,
    { at, byId, how }: { at: Date; byId: string; how: HoldEnd },
  ): Promise<void> {
    await manager.query(
      'update study_hold set ended_at = $2, ended_by_id = $3, ended_how = $4 where study_id = $1',
      [studyId, at, byId, how],
    );
  }

  async reopen(manager: EntityManager, studyId: string): Promise<void> {
    await manager.query(
      'update study_hold set ended_at = null, ended_by_id = null, ended_how = null where study_id = $1',
      [studyId],
    );
  }

  async remove(manager: EntityManager, studyId: string): Promise<void> {
    await manager.query('delete from study_hold where study_id = $1', [studyId]);
  }

  /** Studies whose hold has run out, also one that was ended before, the longest ago first. */
  async runOut(now: Date, limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ study_id: string }[]>(
      'select study_id from study_hold where until <= $1 order by until limit $2',
      [now, limit],
    );
    return rows.map((row) => row.study_id);
  }
}

function holdOf({ kind, note, until, byId, by, at }: StoredHold): Hold {
  return { kind, note, until: until.toISOString(), byId, by, at: at.toISOString() };
}
