import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Principal } from '../src/identity/index.js';

/** The same radiologist for the same number, without an account. */
export function readerOf(n: number): Principal {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { kind: 'person', id, displayName: `Reader ${n}`, email: null, role: 'radiologist' };
}

/** A radiologist with an account. */
export async function insertReader(dataSource: DataSource, name = 'Reader'): Promise<Principal> {
  const id = randomUUID();
  await dataSource.query(
    `insert into app_user (id, email, display_name, role, password_hash) values ($1::uuid, $1::text, $2, 'radiologist', '')`,
    [id, name],
  );
  return { kind: 'person', id, displayName: name, email: null, role: 'radiologist' };
}
