import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { root } from '../../scripts/lib/project.mjs';
import { sendPhantom } from '../drivers.js';
import { expect, signedIn, startSystem, test, type RunningSystem } from '../fixtures.js';
import { openWorklist } from '../worklist.js';

let system: RunningSystem;
let folder: string;
let studies: string[];

/** Gates that a few studies can open. */
test.beforeAll(async () => {
  system = await startSystem({
    STUDY_QUIET_MS: '500',
    GATE_VALIDATION_STUDIES: '2',
    GATE_SHADOW_RUNS: '1',
    GATE_CANARY_RUNS: '1',
  });
  folder = mkdtempSync(join(tmpdir(), 'firstread-vendor-'));
  studies = [];
  for (let n = 0; n < 2; n += 1) studies.push(await sendPhantom('chest', system.dimsePort));
});
test.afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kit = (...args: string[]): string =>
  execFileSync(process.execPath, ['scripts/vendor-kit.mjs', ...args], { cwd: root, encoding: 'utf8' });

/** What a vendor makes with the kit; `version` other than the first is written into its manifest. */
function packed(version: string): string {
  const model = join(folder, version, 'starter');
  mkdirSync(join(folder, version));
  kit('init', model);
  const path = join(model, 'manifest.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"0.1.0"', `"${version}"`));
  kit('pack', model, `${model}.zip`);
  return `${model}.zip`;
}

/** Kept where SCREENSHOTS names a folder; docs/images are such. */
async function picture(page: Page, name: string): Promise<void> {
  const to = process.env['SCREENSHOTS'];
  if (to) await page.screenshot({ path: join(to, `${name}.png`) });
}

async function take(page: Page, stage: string, reason: string): Promise<void> {
  await page.getByTestId(`step-${stage}`).click();
  await page.getByTestId('step-dialog').getByLabel('Reason').fill(reason);
  await page.getByTestId('step-submit').click();
  await expect(page.getByTestId('step-dialog')).toBeHidden();
}

/** Opens the tab of a version afresh: its gates are asked for when it is opened. */
const open = (page: Page, version: string, tab: string) =>
  page.goto(`${system.address}/models/starter/${version}?tab=${tab}`);

async function step(page: Page, version: string, expectedStage: string, to: string): Promise<void> {
  const path = `${system.address}/api/v1/models/starter/${version}/steps`;
  const data = {
    to,
    expectedStage,
    reason: 'As the first version',
    ...(to === 'canary' ? { scope: {} } : {}),
  };
  await expect.poll(async () => (await page.request.post(path, { data })).status()).toBe(200);
}

test('a vendor and a department head bring a model from a folder to readers, and take it back @long', async ({
  browser,
}) => {
  const person = async (role: Parameters<typeof signedIn>[2]): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1680, height: 1000 } })).newPage();
    await signedIn(page, system, role);
    return page;
  };
  const [vendor, head, reader] = [
    await person('aiVendor'),
    await person('departmentHead'),
    await person('radiologist'),
  ];

  await vendor.goto(`${system.address}/models`);
  await vendor.getByTestId('model-file').setInputFiles(packed('0.1.0'));
  await expect(vendor.getByText('Results become valid DICOM objects')).toBeVisible();
  await expect(vendor.getByTestId('verification-verdict')).toContainText(/^All \d+ rules pass/);
  await picture(vendor, 'model-verification');

  await open(head, '0.1.0', 'overview');
  await take(head, 'verified', 'The report is complete');
  await open(head, '0.1.0', 'validation');
  await head.getByRole('button', { name: 'New cohort' }).click();
  const cohort = head.getByTestId('cohort-dialog');
  await cohort.getByLabel('Name').fill('Films of this morning');
  await cohort.getByLabel('What the labels say').fill('Bright film');
  await cohort
    .getByLabel('Labels as CSV')
    .fill(['study_instance_uid,label', ...studies.map((uid, at) => `${uid},${at % 2}`)].join('\n'));
  await cohort.locator('button[type=submit]').click();
  await head.getByTestId('validate').click();
  await expect(head.getByTestId('validation')).toHaveAttribute('data-state', 'done');
  await picture(head, 'model-validation');
  await open(head, '0.1.0', 'overview');
  await take(head, 'validated', 'Good enough to look at live studies');
  await take(head, 'shadow', 'To see what it would do here');

  await sendPhantom('chest', system.dimsePort);
  await expect(async () => {
    await head.reload();
    await expect(head.getByTestId('step-canary')).toBeEnabled({ timeout: 2000 });
  }).toPass();
  await take(head, 'canary', 'It flags as expected');
  await sendPhantom('chest', system.dimsePort);
  await expect(async () => {
    await head.reload();
    await expect(head.getByTestId('step-live')).toBeEnabled({ timeout: 2000 });
  }).toPass();
  await take(head, 'live', 'Readers of the canary agree with it');
  await picture(head, 'model');

  await openWorklist(reader, system);
  await head.getByTestId('pause-model').click();
  await expect(reader.getByTestId('paused-model')).toContainText('starter', {
    ignoreCase: true,
    timeout: 5000,
  });
  await open(head, '0.1.0', 'overview');
  await take(head, 'live', 'Paused by mistake');
  await expect(reader.getByTestId('paused-model')).toBeHidden();

  await vendor.goto(`${system.address}/models`);
  await vendor.getByTestId('model-file').setInputFiles(packed('0.2.0'));
  await expect(vendor.getByTestId('verification-verdict')).toContainText(/^All \d+ rules pass/);
  await step(head, '0.2.0', 'submitted', 'verified');
  const cohorts = await head.request.get(`${system.address}/api/v1/cohorts`);
  const [known] = ((await cohorts.json()) as { cohorts: { id: string }[] }).cohorts;
  await head.request.post(`${system.address}/api/v1/models/starter/0.2.0/validations`, {
    data: { cohortId: known?.id },
  });
  await step(head, '0.2.0', 'verified', 'validated');
  await step(head, '0.2.0', 'validated', 'shadow');
  await sendPhantom('chest', system.dimsePort);
  await step(head, '0.2.0', 'shadow', 'canary');
  await sendPhantom('chest', system.dimsePort);
  await step(head, '0.2.0', 'canary', 'live');
  await open(head, '0.2.0', 'monitoring');
  await expect(head.getByTestId('monitoring-groups')).toBeVisible();
  await expect(head.getByTestId('day-charts').locator('svg').first()).toContainText('Flag rate');
  await picture(head, 'model-monitoring');
  await open(head, '0.2.0', 'compare');
  await expect(head.getByTestId('comparison')).toContainText('v0.1.0');
  // The study that came while the one was live and the other in shadow.
  await expect(head.getByTestId('comparison-paired').locator('[data-row="Neither flags"]')).toContainText(
    /Studies[1-9]/,
  );
  await picture(head, 'model-comparison');
  await head.getByTestId('roll-back').click();
  await head.getByTestId('roll-back-dialog').getByLabel('Reason').fill('The second version flags more');
  await head.getByTestId('roll-back-submit').click();
  await open(head, '0.1.0', 'history');
  await expect(head.getByRole('heading', { name: /starter/i })).toContainText('Live');
  await expect(head.getByTestId('model-history')).toContainText('The second version flags more');
  await picture(head, 'model-history');
});
