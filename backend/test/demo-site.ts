import type { Role } from '@firstread/contract';
import type { DataSource } from 'typeorm';

/** The password of every user of a test app. */
export const PASSWORD = 'a-password-of-the-specs';
/** Hashed beforehand by `hashPassword`: four of these are half of what an app takes to start. */
const PASSWORD_HASH = 'scrypt$Zw0gaSR+VlEexiCKGsX9hQ==$Kz/FTnTduTmF81pipHzeFD+yVgsBtDjGdMX8uGOMJZw=';

const people: readonly Role[] = ['radiologist', 'departmentHead', 'aiVendor', 'administrator'];

export function emailOf(role: Role): string {
  return `${role.toLowerCase()}@demo.firstread.local`;
}

/** A site with a user of each role that people have; what provisions one in the product has specs of its own. */
export async function insertDemoSite(dataSource: DataSource): Promise<void> {
  await dataSource.query("insert into site (name, time_zone) values ('Demo site', 'UTC')");
  for (const role of people)
    await dataSource.query(
      'insert into app_user (email, display_name, role, password_hash) values ($1, $2, $3, $4)',
      [emailOf(role), `Demo ${role}`, role, PASSWORD_HASH],
    );
}
