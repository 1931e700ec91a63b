import type { Browser, Locator, Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { shot } from '../shots.js';
import { clearList, items, openWorklist, PATIENCE_MS, placeOf, rowOf } from '../worklist.js';

const claimOn = (row: Locator) => row.locator('[data-column=why]').getByTestId('claim');
const holdOn = (row: Locator) => row.locator('[data-column=why]').getByTestId('hold');
const press = (page: Page, key: string) => page.keyboard.press(key);

/** Waits until the study that the key opened is on the page; its UID. */
async function opened(page: Page): Promise<string> {
  const study = page.getByTestId('study-page');
  await expect(study).toBeVisible();
  return (await study.getAttribute('data-study-uid')) ?? '';
}

/** Back from the study to its row in the list. */
async function back(page: Page, uid: string): Promise<Locator> {
  await press(page, 'Escape');
  const row = rowOf(page, uid);
  await expect(row).toBeFocused();
  return row;
}

/** Asks for the next study before list and layout are there, which come while the study is on its way. */
async function nextBeforeTheList(page: Page, system: RunningSystem): Promise<void> {
  let given = (): void => undefined;
  const next = new Promise<void>((resolve) => (given = resolve));
  await page.route(/\/api\/v1\/(worklist\?|me\/worklist-layout$)/, async (route) => {
    await next;
    await route.continue();
  });
  await page.route(/\/worklist\/next$/, async (route) => {
    await route.fulfill({ response: await route.fetch() });
    given();
  });
  await page.route(/\/studies\/.*_rsc=/, async (route) => {
    await expect(page.getByTestId('worklist-row').first()).toBeVisible();
    await route.continue();
  });
  await openWorklist(page, system);
  await press(page, 'n');
  await expect(page.getByTestId('study-page')).toBeVisible();
  await page.unrouteAll();
}

/** The list of a second reader, in a window of their own. */
async function secondReader(browser: Browser, system: RunningSystem): Promise<Page> {
  const other = await (await browser.newContext()).newPage();
  await asSecondReader(other, system);
  await openWorklist(other, system);
  return other;
}

async function studies(system: RunningSystem, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await sendPhantom('plainHead', system.dimsePort);
}

/** Waits until AI moves no row any more: a reading of one that changes meanwhile is refused. */
async function quiet(system: RunningSystem, count: number): Promise<void> {
  const done = async (): Promise<number> =>
    (await items(system)).filter(
      ({ ai }) => ai.length > 0 && ai.every(({ state }) => state !== 'pending' && state !== 'running'),
    ).length;
  await expect.poll(done, { timeout: PATIENCE_MS, intervals: [250] }).toBeGreaterThanOrEqual(count);
}

test('a morning by keyboard alone: next, read, skip, hand over, claim and release, each undone where it was wrong @long', async ({
  page,
  browser,
  system,
  signedIn,
}) => {
  await studies(system, 3);
  await quiet(system, 3);
  await signedIn(page, 'radiologist');
  const other = await secondReader(browser, system);

  // The next study: claimed, opened, and why it is the first.
  await nextBeforeTheList(page, system);
  const first = await opened(page);
  await expect(page.getByText(/^Next in the reading order: /)).toBeVisible();
  await shot(page, 'next');
  const row = await back(page, first);
  await expect(claimOn(row)).toHaveText(/You$/);
  await expect(page.getByTestId('shift-load')).toHaveText(/^\d+(\.\d+)? (of \d+ )?RVU this shift$/);

  // Read, taken back: held again. Then read for good.
  await press(page, 'm');
  await expect(row).toHaveAttribute('data-gone');
  await press(page, 'z');
  await expect(row).not.toHaveAttribute('data-gone');
  await expect(claimOn(row)).toHaveText(/You$/);
  await row.focus();
  await press(page, 'm');
  await expect(rowOf(other, first)).toBeHidden();

  // The next, skipped with one key for the reason, and taken back.
  await press(page, 'n');
  await expect(page.getByTestId('study-page')).not.toHaveAttribute('data-study-uid', first);
  const second = await opened(page);
  const theirs = rowOf(other, second);
  const mine = await back(page, second);
  await press(page, 'x');
  await expect(page.getByTestId('skip-dialog')).toBeVisible();
  await shot(page, 'skip');
  await press(page, '4');
  await expect(page.getByText(/skipped: Too complex just now\.$/)).toBeVisible();
  await expect(claimOn(theirs)).toBeHidden();
  await press(page, 'z');
  await expect(claimOn(mine)).toHaveText(/You$/);

  // Handed over: the other reader is told, and takes it up.
  await mine.focus();
  await press(page, 'h');
  const dialog = page.getByTestId('hand-over-dialog');
  await expect(dialog.getByRole('radio', { name: /Second Reader/ })).toBeFocused();
  await shot(page, 'hand-over');
  await press(page, 'Enter');
  await expect(claimOn(mine)).toHaveText(/Second Reader$/);
  await expect(claimOn(theirs)).toHaveText(/From /);
  await expect(other.getByText(/has handed over a study to you\./)).toBeVisible();
  await shot(other, 'handed-over');
  await theirs.focus();
  await press(other, 'c');
  await expect(claimOn(theirs)).toHaveText(/You$/);

  // Given back, and taken again.
  await theirs.focus();
  await press(other, 'c');
  await expect(claimOn(mine)).toBeHidden();
  await press(other, 'z');
  await expect(claimOn(mine)).toHaveText(/Second Reader$/);
  await other.close();
});

test('a study that cannot be read yet is put on hold by keyboard alone: it keeps its place, and next passes it over', async ({
  page,
  browser,
  system,
  signedIn,
}) => {
  // What other tests left would stand before these two.
  await clearList(system);
  await studies(system, 2);
  await quiet(system, 2);
  await signedIn(page, 'radiologist');
  const other = await secondReader(browser, system);
  await nextBeforeTheList(page, system);
  const waits = await opened(page);
  const mine = await back(page, waits);
  const theirs = rowOf(other, waits);
  await expect(claimOn(theirs)).toBeVisible();
  const place = await placeOf(other, waits);

  // Why, until when, and a note, which another reason needs.
  await press(page, 'w');
  const dialog = page.getByTestId('hold-dialog');
  await expect(dialog.getByRole('radio', { name: 'Priors awaited' })).toBeFocused();
  await press(page, 'ArrowUp');
  await expect(dialog.getByRole('radio', { name: 'Other reason' })).toBeChecked();
  await press(page, 'Enter');
  await expect(dialog.getByTestId('form-check')).toBeVisible();
  await press(page, 'Tab');
  await press(page, 'ArrowUp');
  await expect(dialog.getByRole('radio', { name: '15 min' })).toBeChecked();
  await press(page, 'Tab');
  await page.keyboard.type('Porter asked');
  await shot(page, 'hold');
  await press(page, 'Enter');
  await expect(page.getByText(/is on hold: Other reason\.$/)).toBeVisible();
  await expect(holdOn(mine)).toHaveText(/Hold to \d\d:\d\d$/);
  await expect(holdOn(theirs)).toBeVisible();
  await expect(claimOn(theirs)).toBeHidden();
  expect(await placeOf(other, waits)).toBe(place);
  await shot(page, 'on-hold');

  // Taken back: read on. Put on hold again, with what is usual.
  await press(page, 'z');
  await expect(claimOn(mine)).toHaveText(/You$/);
  await expect(holdOn(mine)).toBeHidden();
  await mine.focus();
  await press(page, 'w');
  await press(page, 'Enter');
  await expect(holdOn(theirs)).toBeVisible();

  // The other reader is given another study, and told why; they look at this one, and end its hold.
  await press(other, 'n');
  const given = await opened(other);
  expect(given).not.toBe(waits);
  await expect(other.getByText(/Passed over: .*1 on hold/)).toBeVisible();
  await back(other, given);
  await theirs.focus();
  await press(other, ' ');
  await expect(other.getByTestId('peek').getByText(/^Hold: On hold until .*: priors awaited$/)).toBeVisible();
  await shot(other, 'hold-peek');
  await press(other, 'w');
  await expect(holdOn(mine)).toBeHidden();
  await press(other, 'z');
  await expect(holdOn(mine)).toBeVisible();
  await other.close();
});

test('the head of the department sees what readers hold and sets what they may read', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/admin/readers`);
  const table = page.getByTestId('reader-table');
  await expect(table.getByRole('columnheader', { name: 'Skips today' })).toBeVisible();
  await table.getByTestId('reader-edit').first().click();
  const dialog = page.getByTestId('reader-dialog');
  await dialog.getByLabel('Limit of work held at once, in RVU').fill('40');
  await dialog.getByLabel('Limit of a shift, in RVU').fill('90');
  await shot(page, 'reader');
  await dialog.getByTestId('form-submit').click();
  await expect(table.getByText('40', { exact: true })).toBeVisible();
  await expect(table.getByText(/^\d+(\.\d+)? of 90$/)).toBeVisible();

  await page.getByRole('button', { name: 'Edit work' }).click();
  const work = page.getByTestId('work-dialog');
  const values = work.getByLabel(/^Modality, body part/);
  await values.fill(`${await values.inputValue()}\nCT CHEST: much`);
  await work.getByTestId('form-submit').click();
  await expect(work.getByText('Please write a number.')).toBeVisible();
  await values.fill((await values.inputValue()).replace('much', '0.95'));
  await shot(page, 'work');
  await work.getByTestId('form-submit').click();
  await expect(page.getByTestId('work-table').getByText('CT CHEST')).toBeVisible();
  await shot(page, 'readers');
});
