import type { CriticalHandedOver } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { groupBy } from '../platform/index.js';

export interface StoredHandOver {
  id: string;
  by: string;
  byId: string;
  to: string;
  toId: string;
  at: Date;
  items: { id: string; note: string | null }[];
}

interface Row {
  criticalId: string;
  by: string;
  to: string;
  at: Date;
  note: string | null;
}

/** Hand-overs of critical results in PostgreSQL. */
@Injectable()
export class HandOverStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The hand-over of this id, if there is one already. */
  async find(manager: EntityManager, id: string): Promise<StoredHandOver | undefined> {
    const rows = await manager.query<(Row & { byId: string; toId: string })[]>(
      `select critical_id as "criticalId", by, by_id as "byId", "to", to_id as "toId", at, note
         from critical_hand_over where id = $1 order by critical_id`,
      [id],
    );
    const [first] = rows;
    if (!first) return undefined;
    const { by, byId, to, toId, at } = first;
    return { id, by, byId, to, toId, at, items: rows.map((row) => ({ id: row.criticalId, note: row.note })) };
  }

  async add(manager: EntityManager, { id, by, byId, to, toId, at, items }: StoredHandOver): Promise<void> {
    await manager.query(
      `insert into critical_hand_over (id, critical_id, by, by_id, "to", to_id, at, note)
       select $1, (one ->> 'id')::uuid, $2, $3, $4, $5, $6, one ->> 'note' from jsonb_array_elements($7::jsonb) one`,
      [id, by, byId, to, toId, at, JSON.stringify(items)],
    );
  }

  /** Of each result, oldest first. */
  async of(criticalIds: readonly string[]): Promise<Map<string, CriticalHandedOver[]>> {
    const rows = await this.dataSource.query<Row[]>(
      `select critical_id as "criticalId", by, "to", at, note
         from critical_hand_over where critical_id = any($1) order by at, id`,
      [criticalIds],
    );
    const views = ([id, all]: [string, Row[]]): [string, CriticalHandedOver[]] => [
      id,
      all.map(({ by, to, at, note }) => ({ by, to, at: at.toISOString(), note })),
    ];
    return new Map([...groupBy(rows, ({ criticalId }) => criticalId)].map(views));
  }
}
