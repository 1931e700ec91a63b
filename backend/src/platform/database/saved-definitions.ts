import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { jsonText } from './json-text.js';

/** Who has it: its owner, or everybody who may see such things. */
export type SavedScope = 'own' | 'shared';

export interface Named {
  name: string;
  scope: SavedScope;
}

interface Row extends Named {
  id: string;
  definition: unknown;
}

const VISIBLE = `(scope = 'shared' or owner_id = $1)`;

/**
 * What people keep under a name: a table with `id`, `owner_id`, `name`, `scope`, `definition` and `changed_at`, in which a
 * name is given once to what an owner has, and once to what is shared.
 */
export class SavedDefinitions<D extends object> {
  /** `table` is a name of our own, never input. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly table: string,
    private readonly schema: z.ZodType<D>,
  ) {}

  /** Those that the person has, own ones first. One that this version cannot read is left out. */
  async of(personId: string): Promise<(D & Named & { id: string })[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select id, name, scope, definition from ${this.table} where ${VISIBLE} order by scope, lower(name)`,
      [personId],
    );
    return rows.flatMap((row) => this.readable(row));
  }

  /** Whoever has it. Undefined where there is none, or where this version cannot read it. */
  async byId(id: string): Promise<(D & Named & { id: string }) | undefined> {
    const rows = await this.dataSource.query<Row[]>(
      `select id, name, scope, definition from ${this.table} where id = $1`,
      [id],
    );
    return rows.flatMap((row) => this.readable(row))[0];
  }

  /** How the one that the person has is shared; undefined where there is none. It is locked. */
  async lock(manager: EntityManager, id: string, personId: string): Promise<SavedScope | undefined> {
    const [row] = await manager.query<Pick<Row, 'scope'>[]>(
      `select scope from ${this.table} where ${VISIBLE} and id = $2 for update`,
      [personId, id],
    );
    return row?.scope;
  }

  async count(manager: EntityManager, scope: SavedScope, personId: string): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `select count(*)::int as count from ${this.table} where ${VISIBLE} and scope = $2`,
      [personId, scope],
    );
    return row?.count ?? 0;
  }

  /** Writes a new one, or the one with this id anew; returns its id. A name that is taken is a unique violation. */
  async put(
    manager: EntityManager,
    { name, scope, ...definition }: D & Named,
    ownerId: string,
    id?: string,
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `insert into ${this.table} (id, owner_id, name, scope, definition)
       values (coalesce($1::uuid, gen_random_uuid()), $2, $3, $4, $5)
       on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name, scope = excluded.scope,
         definition = excluded.definition, changed_at = now()
       returning id`,
      [id ?? null, ownerId, name, scope, jsonText(definition)],
    );
    return (row as { id: string }).id;
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`delete from ${this.table} where id = $1`, [id]);
  }
  private readable({ definition, ...row }: Row): (D & Named & { id: string })[] {
    const parsed = this.schema.safeParse(definition);
    return parsed.success ? [{ ...row, ...parsed.data }] : [];
  }
}
