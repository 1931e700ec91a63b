import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { clearList, openWorklist, rowOf } from '../worklist.js';

const shots = process.env['SCREENSHOTS'];

test.beforeEach(({ system }) => clearList(system));

test('rules: proposed by one person with the effect in view, approved by another, applied to the list, and gone back from in one step @long', async ({
  page,
  browser,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('plainHead', system.dimsePort);
  const admin = await (await browser.newContext()).newPage();
  await signedIn(page, 'departmentHead');
  await signedIn(admin, 'administrator');
  await openWorklist(page, system);
  await expect(rowOf(page, study)).toHaveAttribute('data-band', '3');

  await page.goto(`${system.address}/rules`);
  await expect(page.getByTestId('preview-waits')).toBeVisible();
  await expect(page.getByTestId('preview-moves')).toHaveText('No study would move.');
  await page.getByTestId('exception-add').click();
  await page.getByLabel('Modality').fill('CT');
  await page.getByLabel('Target in minutes').fill('1');
  await page.getByTestId('rules-propose').click();
  await page.getByTestId('propose-dialog').getByLabel('Why').fill('Head CT is read at once');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('rules-proposal')).toContainText('Routine, CT: new target 1 min');
  await expect(page.getByTestId('proposal-approve')).toBeHidden();
  if (shots) await page.screenshot({ path: `${shots}/rules-proposed.png`, fullPage: true });

  await admin.goto(`${system.address}/rules`);
  await expect(admin.getByTestId('rules-preview')).toContainText('Of the proposal');
  await admin.getByTestId('proposal-approve').click();
  await expect(admin.getByTestId('rules-version')).toContainText('order-2.2');
  await openWorklist(page, system);
  await expect(rowOf(page, study)).toContainText('target 1 min for CT');
  await expect(page.getByTestId('policy-version')).toContainText('order-2.2');

  await page.goto(`${system.address}/rules`);
  await page.getByTestId('revert-1').click();
  await page.getByTestId('revert-dialog').getByLabel('Why').fill('Too many overdue');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('rules-version')).toContainText('order-2.3');
  if (shots) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${shots}/rules-phone.png`, fullPage: true });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.screenshot({ path: `${shots}/rules.png`, fullPage: true });
  }
  await openWorklist(page, system);
  await expect(rowOf(page, study)).toContainText('target 24 h');
  await admin.close();
});

test('rules: a radiologist sees them and what they do, and may change nothing', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'radiologist');
  await page.goto(`${system.address}/rules`);
  await expect(page.getByTestId('preview-waits')).toBeVisible();
  await expect(page.getByTestId('target-stat')).toBeDisabled();
  await expect(page.getByTestId('rules-propose')).toBeHidden();
});
