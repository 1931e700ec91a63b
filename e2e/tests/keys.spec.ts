import type { Locator, Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, signedIn, test, type RunningSystem } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { clearList, openWorklist, pointingAt, prioritise, rowOf } from '../worklist.js';

const TABS = 80;
const claimOn = (row: Locator) => row.locator('[data-column=why]').getByTestId('claim');

/** Goes there with the keyboard. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let n = 0; n < TABS; n += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not get there');
}

/** A study that comes and is made STAT, which takes it to the top. */
async function raiseAnother(system: RunningSystem): Promise<void> {
  await prioritise(system, await sendPhantom('plainHead', system.dimsePort), 'stat');
}

test.beforeEach(({ system }) => clearList(system));

test('keys are chosen by keyboard alone, and claims are kept up, undone and handed over in list and study @long', async ({
  page,
  browser,
  system,
}) => {
  const uid = await sendPhantom('chest', system.dimsePort);
  const other = await (await browser.newContext()).newPage();
  await signedIn(page, system, 'radiologist');
  await asSecondReader(other, system);
  await other.close();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openWorklist(page, system);
  const row = rowOf(page, uid);
  await expect(row).toBeVisible();

  // The help names every key, and leads to where they are chosen.
  await page.keyboard.press('?');
  await expect(page.getByTestId('help-dialog')).toContainText('Alerts that wait');
  await shot(page, 'keys-help');
  await tabTo(page, page.getByTestId('change-keys'));
  await page.keyboard.press('Enter');
  const claimKey = page.getByTestId('key-claim');
  const problem = page.getByTestId('key-problem');
  await tabTo(page, claimKey);
  await page.keyboard.press('Enter');
  await page.keyboard.press('F2');
  await expect(problem).toHaveText('F2 keeps what it does. Press another key.');
  await page.keyboard.press('i');
  await expect(problem).toContainText('I is a key of the viewer');
  await page.keyboard.press('m');
  await expect(problem).toContainText('M is the key of “Mark as read');
  await shot(page, 'keys-swap');
  await page.keyboard.press('Enter');
  await expect(claimKey).toHaveText('M');
  await expect(page.getByTestId('key-read')).toHaveText('C');
  await tabTo(page, page.getByTestId('reset-claim'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('swap-keys')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('key-read')).toHaveText('M');
  await tabTo(page, claimKey);
  await page.keyboard.press(' ');
  await page.keyboard.press('g');
  await expect(claimKey).toHaveText('G');
  await shot(page, 'keys-chosen');
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'keys-phone');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('keys-dialog')).toBeHidden();
  await expect
    .poll(() =>
      query(
        system,
        `select layout -> 'keys' ->> 'claim' as key, layout -> 'keys' ->> 'read' as own from worklist_layout where layout -> 'keys' <> '{}'`,
      ),
    )
    .toEqual([{ key: 'g', own: null }]);

  // The key as chosen, also after a reload; the one of before does nothing.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByTestId('worklist-footer')).toContainText('G claim');
  await row.focus();
  await page.keyboard.press('c');
  await page.keyboard.press('g');
  await expect(claimOn(row)).toHaveText(/You$/);
  await expect(page.getByText(/is yours to read\.$/)).toHaveCount(1);

  // In a view that does not show it, the claim is kept up after a reload all the same.
  await page.locator('[data-testid=view-tab][data-view=stat]').click();
  await expect(row).toBeHidden();
  await expect(page).toHaveURL(/view=stat/);
  const [kept] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'PUT' && one.url().endsWith(`/worklist/${uid}/claim`)),
    page.reload(),
  ]);
  expect((await kept.response())?.ok()).toBe(true);

  // In the study: given back, undone; handed over, undone in the list.
  await page.locator('[data-testid=view-tab][data-view=all]').click();
  await row.focus();
  await page.keyboard.press('Enter');
  const banner = page.getByTestId('patient-banner');
  await expect(banner.getByTestId('claim')).toHaveText(/You$/);
  await page.keyboard.press('g');
  await expect(banner.getByTestId('claim')).toBeHidden();
  await shot(page, 'keys-study');
  await page.keyboard.press('z');
  await expect(banner.getByTestId('claim')).toHaveText(/You$/);
  await page.keyboard.press('h');
  await expect(page.getByRole('radio', { name: /Second Reader/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('worklist-page')).toBeVisible();
  await expect(claimOn(row)).toHaveText(/Second Reader$/);
  await page.keyboard.press('z');
  await expect(claimOn(row)).toHaveText(/You$/);

  // The held order says when it applies itself, where it does.
  await pointingAt(page, row, async () => {
    await raiseAnother(system);
    await expect(page.getByTestId('strip-applies')).toHaveText(/^, or in \d s$/);
    await shot(page, 'keys-applies');
  });
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await shot(page, 'keys-apply');
  await page.getByTestId('apply-after').selectOption({ label: 'Never: only with the key' });
  await page.keyboard.press('Escape');
  await pointingAt(page, row, async () => {
    await raiseAnother(system);
    await expect(page.getByTestId('strip-summary')).toBeVisible();
    await expect(page.getByTestId('strip-applies')).toBeHidden();
  });
  await query(system, 'delete from worklist_layout');
});
