import { saveViewSchema, type SaveView, type View } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { jsonText } from '../platform/index.js';

/** A view that somebody made. */
export type MadeView = View & { scope: 'own' | 'shared' };

interface Row {
  id: string;
  name: string;
  scope: 'own' | 'shared';
  definition: unknown;
}

const COLUMNS = 'id, name, scope, definition';
const VISIBLE = `(scope = 'shared' or owner_id = $1)`;

const definitionSchema = saveViewSchema.pick({ filter: true, sort: true, columns: true });

/** Views in PostgreSQL. */
@Injectable()
export class ViewStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Those that the reader has, own ones first. One that this version cannot read is left out. */
  async of(readerId: string): Promise<MadeView[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select ${COLUMNS} from worklist_view where ${VISIBLE} order by scope, lower(name)`,
      [readerId],
    );
    return rows.flatMap(({ definition, ...row }) => {
      const parsed = definitionSchema.safeParse(definition);
      return parsed.success ? [{ ...row, ...parsed.data }] : [];
    });
  }

  /** How the view that the reader has is shared; undefined where there is none. It is locked. */
  async lock(manager: EntityManager, id: string, readerId: string): Promise<MadeView['scope'] | undefined> {
    const [row] = await manager.query<Pick<Row, 'scope'>[]>(
      `select scope from worklist_view where ${VISIBLE} and id = $2 for update`,
      [readerId, id],
    );
    return row?.scope;
  }

  async count(manager: EntityManager, scope: MadeView['scope'], readerId: string): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `select count(*)::int as count from worklist_view where ${VISIBLE} and scope = $2`,
      [readerId, scope],
    );
    return row?.count ?? 0;
  }

  /** Writes a new view, or the one with this id anew; returns its id. */
  async put(
    manager: EntityManager,
    { name, scope, ...definition }: SaveView,
    ownerId: string,
    id?: string,
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `insert into worklist_view (id, owner_id, name, scope, definition)
       values (coalesce($1::uuid, gen_random_uuid()), $2, $3, $4, $5)
       on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name, scope = excluded.scope,
         definition = excluded.definition, changed_at = now()
       returning id`,
      [id ?? null, ownerId, name, scope, jsonText(definition)],
    );
    return (row as { id: string }).id;
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query('delete from worklist_view where id = $1', [id]);
  }
}
