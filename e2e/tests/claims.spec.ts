import type { Locator } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { clearList, openWorklist, rowOf } from '../worklist.js';

const claimOn = (row: Locator) => row.locator('[data-column=why]').getByTestId('claim');

test.beforeEach(({ system }) => clearList(system));

test('two readers: a study is claimed by keyboard, seen as taken at once, taken over with a reason, and given back', async ({
  page,
  browser,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('plainHead', system.dimsePort);
  const other = await (await browser.newContext()).newPage();
  await signedIn(page, 'radiologist');
  await asSecondReader(other, system);
  for (const one of [page, other]) await openWorklist(one, system);
  const [mine, theirs] = [rowOf(page, study), rowOf(other, study)];

  await mine.focus();
  await page.keyboard.press('c');
  await expect(claimOn(mine)).toHaveText(/You$/);
  await expect(claimOn(theirs)).not.toHaveText(/You$/);

  // Their reading of it is refused; they take it over and read it.
  await theirs.focus();
  await other.keyboard.press('m');
  await expect(theirs).toBeVisible();
  await other.keyboard.press('c');
  await other.getByTestId('take-over-dialog').getByLabel('Reason').fill('Colleague left for the theatre');
  if (process.env['SCREENSHOTS']) await other.screenshot({ path: `${process.env['SCREENSHOTS']}/claim.png` });
  await other.keyboard.press('Enter');
  await expect(claimOn(theirs)).toHaveText(/You$/);
  await expect(claimOn(mine)).toHaveText(/Second Reader$/);
  await expect(page.getByText('Another reader has taken over a study that you held.')).toBeVisible();
  if (process.env['SCREENSHOTS'])
    await page.screenshot({ path: `${process.env['SCREENSHOTS']}/claimed.png` });

  // Given back, and undone by the notice.
  await theirs.focus();
  await other.keyboard.press('c');
  await expect(claimOn(mine)).toBeHidden();
  await other.getByRole('button', { name: 'Undo' }).last().click();
  await expect(claimOn(mine)).toHaveText(/Second Reader$/);
  await other.close();
});
