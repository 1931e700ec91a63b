import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { openWorklist, rowOf } from '../worklist.js';

/** Rules of WCAG 2.2 A and AA that a program can judge. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Each fault with the elements it is at, so that a failure can be acted on. */
async function faults(page: Page): Promise<string[]> {
  // Without frames of other origins to bring together, axe needs no second page.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
  expect(passes.length).toBeGreaterThan(5);
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

test('the worklist with its panel and dialogs breaks no rule of WCAG 2.2 AA that axe knows', async ({
  page,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('plainHead', system.dimsePort);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await rowOf(page, study).focus();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press(' ');
  await expect(page.getByTestId('peek')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('p');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await expect(page.getByTestId('hold-dialog')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('peek').getByTestId('hold')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faults(page)).toEqual([]);
});

test('the panel of critical results breaks none, nor do its list and its dialog', async ({
  page,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('plainHead', system.dimsePort);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await expect(rowOf(page, study)).toBeVisible();
  await page.goto(`${system.address}/studies/${study}`);
  await expect(page.getByTestId('critical-mark')).toBeAttached();
  await page.keyboard.press('!');
  await expect(page.getByTestId('critical-option').first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByTestId('critical-receive').click();
  await expect(page.getByTestId('critical-receipt')).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

test('the other pages break none either', async ({ page, system, signedIn }) => {
  await page.goto(`${system.address}/login`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await signedIn(page, 'departmentHead');
  const paths = [
    '/live-board',
    '/critical',
    '/critical/hand-over',
    '/critical/report',
    '/admin/critical',
    '/turnaround',
    '/turnaround/studies?stage=wait&from=2026-01-01&to=2026-12-31&back=stage%3Dwait',
    '/ai-impact',
    '/fairness',
    '/fairness/acts?from=2026-01-01&to=2026-01-31&reader=00000000-0000-4000-8000-000000000001&what=chosen',
    '/list-history',
    '/what-if',
    '/rules',
    '/discrepancies',
    '/discrepancies?kind=emergency',
    '/peer-learning',
    '/models',
    '/admin/readers',
    '/admin/alerts',
  ];
  for (const path of paths) {
    await page.goto(`${system.address}${path}`);
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect([path, ...(await faults(page))]).toEqual([path]);
  }
  await signedIn(page, 'administrator');
  for (const path of ['/admin/peers', '/admin/forwarding', '/admin/priors', '/admin/quarantine']) {
    await page.goto(`${system.address}${path}`);
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect([path, ...(await faults(page))]).toEqual([path]);
  }
});
