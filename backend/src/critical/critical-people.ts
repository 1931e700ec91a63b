import type { Role } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayDo } from '../identity/index.js';
import { notFound } from '../platform/index.js';

/** Who can see to critical results. */
@Injectable()
export class CriticalPeople {
  /** The name of an account. Throws 404 for one that cannot sign in or may not take the steps. */
  async nameOf(manager: EntityManager, id: string): Promise<string> {
    const [person] = await manager.query<{ name: string; role: Role }[]>(
      'select display_name as name, role from app_user where id = $1 and disabled_at is null',
      [id],
    );
    if (!person || !mayDo(person.role, 'critical.write')) throw notFound('Person for critical results', id);
    return person.name;
  }
}
