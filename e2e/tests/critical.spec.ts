import type { Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { shot } from '../shots.js';
import { flagged, items, PATIENCE_MS, pointingAt } from '../worklist.js';

async function openStudy(page: Page, system: RunningSystem, uid: string): Promise<void> {
  await expect
    .poll(async () => (await items(system)).some((item) => item.studyInstanceUid === uid), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);
  await page.goto(`${system.address}/studies/${uid}`);
  await expect(page.getByTestId('critical-mark')).toBeAttached();
}

/** Marks by keys alone: the key of the viewer, the first letters, Enter to take the finding, Enter to mark it. */
async function mark(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('!');
  await expect(page.getByTestId('critical-finding')).toBeFocused();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
  await shot(page, `critical-mark-${letters}`);
  await page.keyboard.press('Enter');
}

const card = (page: Page, state: string) =>
  page.locator(`[data-testid="critical-card"][data-state="${state}"]`);

/** The rows of a study in a table; earlier tests may have left others. */
const rowsOf = (page: Page, table: string, uid: string) =>
  page
    .getByTestId(table)
    .getByRole('row')
    .filter({ has: page.locator(`a[href="/studies/${uid}"]`) });
const rowOf = (page: Page, uid: string) => rowsOf(page, 'critical-table', uid);

test('a critical result is marked by keys, taken back, marked again, and closed once somebody has read it back @long', async ({
  page,
  system,
  signedIn,
  browser,
}) => {
  await signedIn(page, 'radiologist');
  const other = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
  await asSecondReader(other, system);
  await other.goto(`${system.address}/critical`);
  await expect(other.getByTestId('critical-board')).toBeVisible();
  const uid = await sendPhantom('plainHead', system.dimsePort);
  await openStudy(page, system, uid);

  // The key brings back a panel that was closed.
  await page.keyboard.press(']');
  await expect(page.getByTestId('critical-mark')).toBeHidden();
  await mark(page, 'tens');
  await expect(card(page, 'open')).toContainText('Tension pneumothorax');
  await page.keyboard.press('z');
  await expect(card(page, 'withdrawn')).toContainText('Tension pneumothorax');
  await expect(card(page, 'open')).toHaveCount(0);

  // What was received cannot be taken back: nothing offers it any more.
  await mark(page, 'aort');
  const undo = page.getByTestId('toast').filter({ hasText: 'marked critical' });
  await expect(undo.filter({ hasText: 'Aort' })).toBeVisible();
  await card(page, 'open').getByTestId('critical-receive').click();
  await page.getByTestId('critical-receipt').getByLabel('Who received it').fill('Dr Theatre');
  await page.getByTestId('critical-receipt').getByLabel('It was read back').check();
  await page.getByTestId('critical-receipt').getByTestId('form-submit').click();
  await expect(card(page, 'closed')).toContainText('aortic');
  await expect(undo.filter({ hasText: 'Aort' })).toHaveCount(0, { timeout: 500 });

  await mark(page, 'intrac');
  await expect(card(page, 'open').getByTestId('critical-left')).toContainText(/min left/);
  await expect(page.getByTestId('critical-tab-count')).toContainText('1');
  await shot(page, 'critical-panel');
  // The board of another reader has it without being loaded anew.
  const theirs = rowOf(other, uid);
  await expect(theirs.getByTestId('critical-left')).toContainText(/min left/);

  await page.goto(`${system.address}/worklist`);
  const listed = page.locator(`[data-testid="worklist-row"][data-study-uid="${uid}"]`);
  await expect(listed.getByRole('img', { name: '1 critical result of this study is open' })).toBeVisible();
  await shot(page, 'critical-worklist-row');
  await page.goto(`${system.address}/critical`);
  const row = rowOf(page, uid);
  await expect(row).toBeVisible();
  await page.keyboard.press('ArrowDown');
  // Rows of earlier tests stand above it.
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(row).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('l');
  await page.getByTestId('critical-attempt').getByLabel('Who was called').fill('Stroke ward');
  await page.keyboard.press('Enter');
  await expect(row.getByTestId('critical-attempts')).toContainText('Stroke ward not reached');
  await expect(theirs.getByTestId('critical-attempts')).toContainText('Stroke ward');
  await shot(page, 'critical-board');

  await row.focus();
  await page.keyboard.press('r');
  const receipt = page.getByTestId('critical-receipt');
  await page.keyboard.press('Enter');
  await expect(receipt.getByTestId('form-check')).toBeVisible();
  await receipt.getByLabel('Who received it').fill('Dr Ward');
  await receipt.getByLabel('It was read back').check();
  await shot(page, 'critical-receipt');
  // Under the pointer of the other reader the row stays where it is.
  await pointingAt(other, theirs, async () => {
    await receipt.getByTestId('form-submit').click();
    await expect(receipt).toBeHidden();
    await expect(theirs).toContainText('No longer open');
  });
  await other.mouse.move(2, 2);
  await expect(theirs).toHaveCount(0);
  await page.getByRole('link', { name: 'Done' }).click();
  const done = rowsOf(page, 'critical-done-table', uid);
  await expect(done.filter({ hasText: 'Dr Ward' })).toContainText('Received in time');
  await expect(done.filter({ hasText: 'Tension pneumothorax' })).toContainText('Withdrawn');
  await shot(page, 'critical-done');
  await other.context().close();
});

test('what is open is handed over with a note, and an alert of AI only proposes @long', async ({
  page,
  system,
  signedIn,
  browser,
}) => {
  await signedIn(page, 'radiologist');
  const other = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await asSecondReader(other, system);
  await other.goto(`${system.address}/critical`);
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, study);

  await page.goto(`${system.address}/critical`);
  await expect(page.getByTestId('alert-count')).toBeVisible();
  await page.keyboard.press('a');
  const alert = page.getByTestId('alert-row').filter({ has: page.locator(`a[href="/studies/${study}"]`) });
  await alert.getByTestId('alert-mark').click();
  await expect(page.getByTestId('critical-proposal')).toBeVisible();
  await expect(page.getByTestId('critical-finding')).not.toHaveValue('');
  await shot(page, 'critical-proposed');
  // Nothing is marked until the reader does.
  await expect(card(page, 'open')).toHaveCount(0);
  await page.getByTestId('critical-mark-submit').click();
  await expect(card(page, 'open')).toBeVisible();
  // Whoever marked it has seen the alert.
  await expect(page.getByTestId('critical-proposal')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('alert-bell').click();
  await expect(page.getByTestId('alert-panel')).toBeVisible();
  await expect(alert).toHaveCount(0);

  await page.goto(`${system.address}/critical/hand-over`);
  await expect(page.getByTestId('critical-hand-over-table')).toBeVisible();
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Second Reader' });
  await rowsOf(page, 'critical-hand-over-table', study)
    .getByLabel(/^Note on/)
    .fill('Ward is calling back');
  await shot(page, 'critical-hand-over');
  await page.getByTestId('critical-hand-over-submit').click();
  await expect(page.getByTestId('toast')).toContainText('Second Reader');
  const taken = rowOf(other, study);
  await expect(taken.getByTestId('critical-assignee')).toHaveText('You');
  await expect(taken.getByTestId('critical-handed-over')).toContainText('Ward is calling back');
  await shot(other, 'critical-board-phone');
  await other.context().close();
});

test('the contacts of the department are offered, and what was seen long ago is overdue at once @long', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/admin/critical`);
  await page.getByTestId('contact-add').click();
  const contact = page.getByTestId('contact-dialog');
  await contact.getByLabel('Person or desk').fill('Emergency, shift lead');
  await contact.getByLabel('Phone').fill('+49 30 4000');
  await contact.getByLabel('Role').selectOption('other');
  await contact.getByTestId('form-submit').click();
  await expect(page.getByTestId('contacts-table')).toContainText('+49 30 4000');
  await page.getByTestId('catalogue-add').click();
  const finding = page.getByTestId('catalogue-dialog');
  await finding.getByLabel('Finding', { exact: true }).fill('Zenker rupture');
  await finding.getByLabel('Minutes').fill('15');
  await finding.getByTestId('form-submit').click();
  await expect(page.getByTestId('catalogue-table')).toContainText('Zenker rupture');
  await shot(page, 'critical-admin');

  const uid = await sendPhantom('chest', system.dimsePort);
  await openStudy(page, system, uid);
  // The very next key is a letter of the finding.
  await page.keyboard.type('!zen');
  await page.keyboard.press('Enter');
  await page.getByLabel('Seen at').fill('2026-01-02 03:04');
  await expect(page.getByTestId('critical-limit')).toContainText('overdue at once');
  await page
    .getByTestId('critical-callee')
    .selectOption({ label: 'Emergency, shift lead · Other · +49 30 4000' });
  await page.getByTestId('critical-mark-submit').click();
  await expect(card(page, 'open')).toContainText('+49 30 4000');
  await expect(page.getByTestId('critical-count').first()).toHaveAttribute('data-overdue', '1');
  await page.goto(`${system.address}/critical`);
  await expect(rowOf(page, uid).getByTestId('critical-left')).toContainText('Overdue');
  await shot(page, 'critical-overdue');
  await page.goto(`${system.address}/critical/report?from=2026-01-01&to=2026-01-31`);
  await expect(page.locator('[data-count="waiting"]')).toHaveText('1');
  await expect(page.getByTestId('critical-report-table')).toContainText('2026-01-02 03:04');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('critical-csv').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});
