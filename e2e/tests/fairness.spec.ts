import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { PATIENCE_MS } from '../worklist.js';

test('a head sees what a reader chose, and the list that they chose from', async ({
  page,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('plainHead', system.dimsePort);
  await signedIn(page, 'radiologist');
  const claim = `${system.address}/api/v1/worklist/${study}/claim`;
  await expect
    .poll(async () => (await page.request.put(claim, { data: {} })).status(), { timeout: PATIENCE_MS })
    .toBe(200);
  await expect
    .poll(
      async () =>
        query(system, `select from clinical_event where study_uid = '${study}' and kind = 'claimed'`),
      { timeout: PATIENCE_MS },
    )
    .toHaveLength(1);
  await expect
    .poll(
      async () =>
        query(
          system,
          `select from list_choice join reader_day using (reader_id) where study_uid = '${study}' and not waiting and came_chosen > 0`,
        ),
      { timeout: PATIENCE_MS },
    )
    .not.toEqual([]);

  await signedIn(page, 'departmentHead');
  await page.setViewportSize({ width: 1600, height: 1400 });
  await page.goto(`${system.address}/fairness`);
  await expect(page.getByTestId('fairness-choices')).toContainText('is too few: 30 are needed');
  await shot(page, 'fairness');
  await page.getByTestId('fairness-choices-table').getByRole('link').first().click();
  const act = page.getByTestId('acts-table').locator(`tr[data-row^="${study} "]`);
  await expect(act).toContainText('chosen');
  await act.getByRole('link', { name: 'The list just before' }).click();

  const row = page.getByTestId('list-history-followed').locator(`[data-row="${study}"]`);
  await expect(row).toContainText('Free');
  await expect(row).toContainText('claimed');
  await shot(page, 'list-history');
  await page.getByRole('link', { name: 'Change after' }).click();
  await expect(row).toContainText('Held by');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(row).toBeVisible();
  await shot(page, 'list-history-phone');
});
