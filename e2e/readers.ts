import type { Page } from '@playwright/test';
import { expect, type RunningSystem } from './fixtures.js';
import { query } from './recovery.js';

/** Signs the page in as a second radiologist, who has the password of the first. */
export async function asSecondReader(page: Page, system: RunningSystem): Promise<void> {
  const first = system.credentials().users.find(({ role }) => role === 'radiologist');
  await query(
    system,
    `insert into app_user (email, display_name, role, password_hash)
     select 'second@spec.local', 'Second Reader', role, password_hash from app_user where email = $1
     on conflict do nothing`,
    [first?.email],
  );
  const answer = await page.context().request.post(`${system.address}/api/v1/session`, {
    data: { email: 'second@spec.local', password: first?.password },
  });
  expect(answer.ok()).toBe(true);
}
