import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '../identity/index.js';

/** Who may be told of readers by name, and how they are called. */
@Injectable()
export class Names {
  /** Names of those of the readers that the caller may be told of: all of them, or the caller alone. */
  async told(
    manager: EntityManager,
    readerIds: readonly string[],
    to: Principal,
  ): Promise<Map<string, string | null>> {
    const may = mayDo(to.role, 'fairness.names') ? readerIds : readerIds.filter((id) => id === to.id);
    const rows = await manager.query<{ id: string; name: string }[]>(
      'select id::text as id, display_name as name from app_user where id = any($1::uuid[])',
      [may],
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return new Map(may.map((id) => [id, names.get(id) ?? null]));
  }
}
