import type { Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { shot } from '../shots.js';
import { clearList, items, openWorklist, placeOf, prioritise, rowOf } from '../worklist.js';

const tab = (page: Page, view: string) => page.locator(`[data-testid=view-tab][data-view="${view}"]`);
const unread = (page: Page, view: string) => tab(page, view).getByTestId('view-unread');

test.beforeEach(({ system }) => clearList(system));

test('views: counted, filtered, saved, sorted and back, and found again after a reload @long', async ({
  page,
  system,
  signedIn,
}) => {
  const port = system.dimsePort;
  const [head, chest] = [await sendPhantom('plainHead', port), await sendPhantom('chest', port)];
  const lesion = await sendPhantom('headWithLesion', port);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  for (const study of [head, chest, lesion]) await expect(rowOf(page, study)).toBeVisible();
  await prioritise(system, head, 'stat');

  // Each view says how many studies it holds, and how many of them are STAT.
  const listed = await items(system);
  const all = listed.length;
  const stats = listed.filter(({ band }) => band === 0).length;
  await expect(unread(page, 'all')).toHaveText(String(all));
  await expect(tab(page, 'all').getByTestId('view-stat')).toHaveText(`${stats} STAT`);
  await expect(unread(page, 'mine')).toHaveText('0');
  await tab(page, 'mine').click();
  await expect(page.getByTestId('worklist-view-empty')).toContainText(`${all} unread studies`);
  await shot(page, 'views-empty');
  await tab(page, 'stat').click();
  await expect(rowOf(page, chest)).toBeHidden();
  await expect(page.getByTestId('worklist-row')).toHaveCount(stats);
  await tab(page, 'all').click();

  // A filter, which the address holds, is saved as a view.
  await page.getByTestId('open-filter').click();
  await page.getByTestId('filter-menu').getByLabel('DX').check();
  await shot(page, 'views-filter');
  await page.keyboard.press('Escape');
  await expect(rowOf(page, chest)).toBeVisible();
  await expect(rowOf(page, head)).toBeHidden();
  expect(decodeURIComponent(page.url())).toContain('filter={"modalities":["DX"]}');
  await page.getByTestId('save-view').click();
  await page.getByTestId('view-dialog').getByLabel('Name').fill('Chest');
  await shot(page, 'views-save');
  await page.keyboard.press('Enter');
  const mine = page.getByTestId('view-tab').filter({ hasText: 'Chest' });
  await expect(mine).toHaveAttribute('aria-current', 'true');
  await expect(mine.getByTestId('view-unread')).toHaveText(/^\d+$/);
  await expect(rowOf(page, head)).toBeHidden();

  // A sort is a departure that the page names, and one key ends it.
  await tab(page, 'all').click();
  await expect(rowOf(page, head)).toBeVisible();
  await expect(rowOf(page, chest)).toBeVisible();
  const place = await placeOf(page, head);
  expect(place).toBeLessThan(await placeOf(page, chest));
  const header = (name: string) => page.getByRole('columnheader', { name }).getByRole('button');
  await header('Mod.').click();
  await header('Mod.').click();
  await header('Images').click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('sort-bar')).toContainText(
    'Sorted by Mod. ↓, Images ↑, not the reading order',
  );
  expect(await placeOf(page, chest)).toBeLessThan(await placeOf(page, head));
  await shot(page, 'views-sorted');
  await page.keyboard.press('o');
  await expect(page.getByTestId('sort-bar')).toBeHidden();
  await expect.poll(() => placeOf(page, head)).toBe(place);

  // Columns as chosen, the view and the second list are there again after a reload.
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const chooser = page.getByTestId('column-chooser');
  await chooser.getByRole('checkbox', { name: 'Algorithm' }).uncheck();
  await chooser.getByRole('button', { name: 'Move Images to the front' }).click();
  await shot(page, 'views-columns');
  await page.keyboard.press('Escape');
  await mine.click();
  await page.keyboard.press('\\');
  await expect(page.getByTestId('second-list').getByTestId('worklist-row')).toHaveCount(stats);
  await shot(page, 'views-second');
  await page.goto(`${system.address}/worklist`);
  await expect(mine).toHaveAttribute('aria-current', 'true');
  await expect(page.getByTestId('second-list')).toBeVisible();
  const titles = page.getByTestId('worklist-grid').first().getByRole('columnheader');
  await expect(titles.filter({ hasText: 'Algorithm' })).toHaveCount(0);
  await expect(titles.last()).toHaveText('AI triage');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('second-list')).toBeHidden();
  await tab(page, 'all').click();
  await shot(page, 'views-phone');

  await page.setViewportSize({ width: 1100, height: 800 });
  await shot(page, 'views-frozen');
  await mine.click();
  await page.getByTestId('view-menu').click();
  await page.getByRole('menuitem', { name: 'Delete …' }).click();
  await page.getByTestId('confirm-delete-submit').click();
  await expect(mine).toHaveCount(0);
  await expect(tab(page, 'all')).toHaveAttribute('aria-current', 'true');
});
