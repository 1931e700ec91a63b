import { expect, test } from '../fixtures.js';
import { shot } from '../shots.js';
import { PATIENCE_MS } from '../worklist.js';

test('a head changes the staffing, sees the formula at once and the simulation after it', async ({
  page,
  system,
  signedIn,
}) => {
  await page.setViewportSize({ width: 1600, height: 1900 });
  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/what-if`);
  await expect(page.getByTestId('what-if-page')).toContainText('not a medical device');
  const formula = page.getByTestId('what-if-formula');
  await page.getByLabel('Staffing').selectOption('constant');
  const readers = page.getByLabel('Readers', { exact: true });
  await readers.fill('1');
  await expect(page.getByTestId('formula-refused')).toContainText('does not exist');
  await readers.fill('4');
  await expect(formula.getByTestId('formula-table')).toBeVisible();
  // A stricter threshold finds fewer and leaves more alone, by the curve of the model.
  await expect(page.getByLabel('Sensitivity, %')).toHaveValue('90');
  await page.getByLabel('Threshold', { exact: true }).fill('0.7');
  await expect(page.getByLabel('Sensitivity, %')).toHaveValue('73.05');
  await expect(page.getByLabel('Specificity, %')).toHaveValue('97.78');
  await page.getByTestId('simulate').click();
  await expect(page.getByTestId('simulated-waits')).toBeVisible({ timeout: PATIENCE_MS });
  await expect(page.getByTestId('who-pays')).toContainText('shorter on the mean');
  await shot(page, 'what-if');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('who-pays')).toBeVisible();
  await shot(page, 'what-if-phone');
});
