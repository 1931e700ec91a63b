import type { Page } from '@playwright/test';
import { makePhantom, storePhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { clearList, items, PATIENCE_MS } from '../worklist.js';

async function openReport(page: Page, system: RunningSystem, uid: string): Promise<void> {
  await page.goto(`${system.address}/studies/${uid}`);
  await expect(page.getByTestId('tab-report')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByTestId('report-findings')).toBeVisible();
}

async function write(page: Page, impression: string): Promise<void> {
  await page.getByTestId('report-findings').fill('Lungs are clear.');
  await page.getByTestId('report-impression').fill(impression);
  await expect(page.getByTestId('report-save')).toHaveAttribute('data-state', 'saved');
}

/** Signs in the open dialog; warnings come with the checks, and one more where AI ends meanwhile. */
async function sign(page: Page, stage: string): Promise<void> {
  await expect(async () => {
    for (const box of await page.getByTestId('sign-warning').all()) await box.check();
    await page.getByTestId('sign-submit').click({ timeout: 1000 });
    await expect(page.getByTestId('report-stage')).toHaveText(stage, { timeout: 5000 });
  }).toPass({ timeout: PATIENCE_MS });
}

test.beforeEach(({ system }) => clearList(system));

test('what a resident missed is graded by the attending and closed with the name of who was told @long', async ({
  page,
  system,
  signedIn,
}) => {
  const phantom = makePhantom('chest');
  const uid = phantom.studyUid;
  await storePhantom(phantom, system.dimsePort, { name: 'DISCREPANCY^SPEC' });
  await expect
    .poll(async () => (await items(system)).some((item) => item.studyInstanceUid === uid), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);

  await page.setViewportSize({ width: 1920, height: 1080 });
  await asSecondReader(page, system);
  await query(
    system,
    `insert into report_author (user_id, grade) select id, 'resident' from app_user where email = $1 on conflict do nothing`,
    ['second@spec.local'],
  );
  await openReport(page, system, uid);
  await page.getByTestId('emergency-record').click();
  const emergency = page.getByTestId('emergency-dialog');
  await emergency.getByLabel('Emergency physician, by name').fill('Dr. Night');
  await emergency.getByLabel('Interpretation').fill('No pneumothorax.');
  await emergency.getByTestId('form-submit').click();
  await expect(page.getByTestId('emergency-said')).toContainText('No pneumothorax.');
  await write(page, 'No acute finding.');
  await page.getByTestId('report-sign').click();
  await sign(page, 'Preliminary');

  await signedIn(page, 'radiologist');
  await openReport(page, system, uid);
  await write(page, 'Small pneumothorax on the right, no other acute finding.');
  await page.getByTestId('report-sign').click();
  await page.getByTestId('grade-preliminaryFinal').selectOption('major');
  await page.getByTestId('grade-note-preliminaryFinal').fill('Pneumothorax missed');
  await shot(page, 'discrepancy-sign');
  await sign(page, 'Final');

  await page.goto(`${system.address}/discrepancies?kind=preliminaryFinal`);
  const row = page.getByTestId('discrepancies-table').getByRole('row').filter({ hasText: 'DISCREPANCY' });
  await expect(row.getByTestId('discrepancy-grade')).toHaveText('Major');
  await expect(row.locator('mark').filter({ hasText: 'Small pneumothorax' })).toBeVisible();
  await shot(page, 'discrepancies');
  await row.getByTestId('discrepancy-close').click();
  const dialog = page.getByTestId('discrepancy-dialog');
  await dialog.getByTestId('form-submit').click();
  await expect(dialog).toContainText('Name who was told');
  await dialog.getByLabel('Who was told, by name').fill('Sister Ward');
  await shot(page, 'discrepancy-close');
  await dialog.getByTestId('form-submit').click();
  await expect(row).toHaveCount(0);
  await page.getByTestId('discrepancies-closed').click();
  await expect(row).toContainText('Told: Sister Ward');

  await page.getByTestId('discrepancies-emergency').click();
  await expect(page.getByTestId('discrepancies-emergency')).toHaveAttribute('aria-current', 'page');
  await page.getByTestId('discrepancies-open').click();
  await row.getByTestId('discrepancy-regrade').click();
  await page.getByTestId('grade-dialog').getByTestId('form-submit').click();
  await expect(page.getByTestId('grade-dialog').getByTestId('form-check')).toBeVisible();
  await page.getByTestId('grade-emergency').selectOption('none');
  await shot(page, 'discrepancy-grade');
  await page.getByTestId('grade-dialog').getByTestId('form-submit').click();
  await expect(row).toHaveCount(0);
});
