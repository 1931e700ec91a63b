import { chromium, type Page } from '@playwright/test';
import { makePhantom, storePhantom } from '../drivers.js';
import { expect, signedIn, test, type RunningSystem } from '../fixtures.js';
import { shot } from '../shots.js';
import { clearList, items, PATIENCE_MS } from '../worklist.js';

async function openReport(page: Page, system: RunningSystem, uid: string): Promise<void> {
  await page.goto(`${system.address}/studies/${uid}`);
  await expect(page.getByTestId('tab-report')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByTestId('report-findings')).toBeVisible();
}

const findings = (page: Page) => page.getByTestId('report-findings');
const saved = (page: Page) => expect(page.getByTestId('report-save')).toHaveAttribute('data-state', 'saved');

test.beforeEach(({ system }) => clearList(system));

test('a report survives the death of its browser, is kept apart in two windows, and is signed', async ({
  page,
  system,
  launchOptions,
}) => {
  const phantom = makePhantom('chest');
  const uid = phantom.studyUid;
  await storePhantom(phantom, system.dimsePort, { name: 'REPORT^SPEC' });
  await expect
    .poll(async () => (await items(system)).some((item) => item.studyInstanceUid === uid), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);

  const server = await chromium.launchServer(launchOptions);
  const killed = await (await chromium.connect(server.wsEndpoint())).newPage();
  await signedIn(killed, system, 'radiologist');
  await openReport(killed, system, uid);
  await expect(killed.getByTestId('report-template')).toBeVisible();
  let unanswered = 1;
  await killed.route('**/report', (route) =>
    route.request().method() === 'POST' && unanswered-- > 0 ? route.abort() : route.continue(),
  );
  await findings(killed).fill('');
  await expect(killed.getByTestId('report-template')).toBeHidden();
  await findings(killed).pressSequentially('Lungs are clear', { delay: 10 });
  await saved(killed);
  await findings(killed).pressSequentially(' and the heart is', { delay: 10 });
  server.process().kill('SIGKILL');

  await signedIn(page, system, 'radiologist');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openReport(page, system, uid);
  await expect(findings(page)).toHaveValue(/^Lungs are clear/);

  const other = await page.context().newPage();
  await openReport(other, system, uid);
  await findings(page).fill('Lungs are clear. Heart normal.');
  await saved(page);
  await findings(other).fill('Written in the other window.');
  await expect(other.getByTestId('report-conflict')).toContainText('Heart normal');
  await expect(other.getByTestId('report-conflict')).toContainText('Written in the other window.');
  await shot(other, 'report-conflict');
  await other.getByTestId('conflict-theirs').click();
  await expect(findings(other)).toHaveValue('Lungs are clear. Heart normal.');
  await saved(other);
  await other.close({ runBeforeUnload: false });

  await openReport(page, system, uid);
  await page.getByTestId('report-impression').fill('No acute finding.');
  await saved(page);
  await page.getByTestId('report-impression').press('Control+Enter');
  await expect(page.getByTestId('sign-patient')).toContainText('REPORT');
  await shot(page, 'report-sign');
  // Warnings come with the checks, and one more where AI ends meanwhile.
  await expect(async () => {
    for (const box of await page.getByTestId('sign-warning').all()) await box.check();
    await page.getByTestId('sign-submit').click({ timeout: 1000 });
    await expect(page.getByTestId('report-stage')).toHaveText('Final', { timeout: 5000 });
  }).toPass({ timeout: PATIENCE_MS });
  await expect(page.getByTestId('report-version')).toContainText('No acute finding.');
  await expect
    .poll(async () => (await items(system)).some((one) => one.studyInstanceUid === uid))
    .toBe(false);
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'report-phone');
});
