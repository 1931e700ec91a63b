import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { flagged, openWorklist } from '../worklist.js';

test('a critical suspicion is counted in the bar, acknowledged by keyboard, and gone in a second window @long', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'radiologist');
  const other = await page.context().newPage();
  for (const one of [page, other]) await openWorklist(one, system);
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, study);

  const rowIn = (one: typeof page) =>
    one.getByTestId('alert-row').filter({ has: one.locator(`a[href="/studies/${study}"]`) });
  for (const one of [page, other]) await expect(one.getByTestId('alert-count')).not.toHaveText('');
  // Nothing opens by itself.
  await expect(page.getByTestId('alert-panel')).toBeHidden();
  await page.keyboard.press('a');
  const row = rowIn(page);
  await expect(row).toBeVisible();
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/alerts.png` });
  await row.getByTestId('alert-acknowledge').focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('data-gone', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('alert-panel')).toBeHidden();

  await other.keyboard.press('a');
  await expect(other.getByTestId('alert-panel')).toBeVisible();
  await expect(rowIn(other)).toBeHidden();
  await other.close();
});
