import { closeDepartment, departmentOf } from '../department.js';
import { expect, test } from '../fixtures.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { PATIENCE_MS } from '../worklist.js';

test.afterEach(({ system }) => closeDepartment(system));

test('a head sees what a model was worth, who paid, and why a figure is not told', async ({
  page,
  system,
  signedIn,
}) => {
  const { model, version } = await departmentOf(system, '2026-03-02', 6);
  await expect(async () => {
    expect(await query(system, 'select 1 as stale from study_timeline where stale limit 1')).toEqual([]);
  }).toPass({ timeout: PATIENCE_MS });
  await page.setViewportSize({ width: 1600, height: 3000 });
  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/models/${model}/${version}`);
  await page.getByRole('link', { name: 'What it was worth, and who paid' }).click();
  await page.getByLabel('From').fill('2026-03-02');
  await page.getByLabel('To', { exact: true }).fill('2026-03-07');
  await expect(page).toHaveURL(/from=2026-03-02.*to=2026-03-07/);
  await expect(page.getByTestId('gap-verdict')).toContainText('The model saved', { timeout: PATIENCE_MS });
  await expect(page.getByTestId('gap-table').locator('[data-row="measuredMinutes"]')).toBeVisible();
  await expect(page.getByTestId('paid-table').locator('[data-row="unflagged"]')).toContainText('pays');
  await expect(page.getByTestId('impact-paid')).toContainText('no model looks for it, No model looks at it');
  await expect(page.getByTestId('impact-paid')).toContainText('not told');
  await expect(page.getByTestId('impact-concordance')).toContainText('Sensitivity');
  await shot(page, 'ai-impact');
  await page.setViewportSize({ width: 390, height: 5600 });
  await expect(page.getByTestId('gap-verdict')).toBeVisible();
  await shot(page, 'ai-impact-phone');
  await page.getByLabel('To', { exact: true }).fill('2026-01-01');
  await expect(page.getByTestId('impact-page')).toContainText('This is no period');
});
