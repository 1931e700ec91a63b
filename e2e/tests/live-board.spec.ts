import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { shot } from '../shots.js';
import { items, pointingAt } from '../worklist.js';

const BOARD = '**/api/v1/live-board';
/** How often the page asks, and how old a board says so. */
const REFRESH_MS = 10_000;
const STALE_MS = 30_000;

test('the board keeps up by itself, holds its rows under the pointer, leads to the list and says when it is old', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'departmentHead');
  const routine = await sendPhantom('plainHead', system.dimsePort);
  await page.clock.install();
  await page.goto(`${system.address}/live-board`);
  const unread = page.getByTestId('tile-unread').getByTestId('tile-count');
  const oldest = page.getByTestId('board-oldest');
  // Earlier tests may have left others that wait longer.
  const agrees = async (): Promise<void> => {
    await expect(async () => {
      expect(Number(await unread.textContent())).toBe((await items(system)).length);
    }).toPass();
  };
  await agrees();
  await expect(oldest.getByRole('link').first()).toBeVisible();
  await expect(page.getByTestId('board-readers')).toBeVisible();
  await shot(page, 'live-board-few');

  const rows = oldest.getByRole('row');
  const before = await rows.count();
  await pointingAt(page, oldest, async () => {
    const count = (await items(system)).length;
    await sendPhantom('plainHead', system.dimsePort);
    // The counts go on; the rows wait.
    await expect(unread).toHaveText(String(count + 1));
    expect(await rows.count()).toBe(before);
  });
  await page.mouse.move(2, 2);
  await agrees();

  await page.route(BOARD, (route) => route.abort());
  await page.clock.fastForward(STALE_MS);
  await expect(page.getByTestId('board-stale')).toContainText('old');
  await page.unroute(BOARD);
  await page.clock.fastForward(REFRESH_MS);
  await expect(page.getByTestId('board-stale')).toHaveCount(0);

  await page.getByTestId('board-unread').locator('[data-band="3"]').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/worklist\?view=all&filter=.*bands/);
  await expect(page.locator(`[data-testid="worklist-row"][data-study-uid="${routine}"]`)).toBeVisible();
});

test('a board that cannot be had says so, and is there once it can', async ({ page, system, signedIn }) => {
  await signedIn(page, 'administrator');
  await page.route(BOARD, (route) => route.abort());
  await page.goto(`${system.address}/live-board`);
  await expect(page.getByTestId('board-error')).toBeVisible();
  await page.unroute(BOARD);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('tile-unread')).toBeVisible();
  // An administrator may not read critical results.
  await expect(page.getByTestId('tile-critical')).toHaveCount(0);
});
