import { makePhantom, sendPhantom, storePhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { expectValidResults } from '../objects.js';
import { shot } from '../shots.js';
import {
  clearList,
  expectAbove,
  flagged,
  openWorklist,
  PATIENCE_MS,
  placeOf,
  pointingAt,
  prioritise,
  rowOf,
  rowPositions,
} from '../worklist.js';

test.beforeEach(({ system }) => clearList(system));

test('a study appears as it arrives, and one with a suspicion moves above it without a reload', async ({
  page,
  system,
  signedIn,
}) => {
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await page.evaluate(() => (document.body.dataset['loadedOnce'] = 'yes'));

  const plain = await sendPhantom('plainHead', system.dimsePort);
  await expect(rowOf(page, plain)).toBeVisible();
  const lesion = await sendPhantom('headWithLesion', system.dimsePort);
  await expectAbove(page, lesion, plain);
  await expect(rowOf(page, lesion)).toHaveAttribute('data-band', '1');
  await expect(rowOf(page, lesion)).toContainText('Intracranial hyperdensity suspected');
  expect(await page.evaluate(() => document.body.dataset['loadedOnce'])).toBe('yes');
});

test('no row moves under the pointer, whatever AI or another person promotes; a click meets its row, and R applies the order', async ({
  page,
  system,
  signedIn,
}) => {
  const plain = await sendPhantom('plainHead', system.dimsePort);
  const urgent = await sendPhantom('plainHead', system.dimsePort);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await expect(rowOf(page, urgent)).toBeVisible();
  await expect(rowOf(page, plain)).toBeVisible();
  await expect(rowOf(page, plain)).not.toHaveAttribute('data-band', '1');
  // Their own AI results first, so that only what is promoted changes anything.
  for (const uid of [urgent, plain])
    await expect(rowOf(page, uid).locator('[data-ai-state="notFlagged"]').first()).toBeVisible();
  const strip = page.getByTestId('held-strip');
  const lesion = await pointingAt(page, rowOf(page, plain), async () => {
    await expect(strip).toHaveAttribute('data-held', 'true');
    const before = await rowPositions(page);
    const sent = await sendPhantom('headWithLesion', system.dimsePort);
    await flagged(system, sent);
    const chip = strip.locator(`[data-testid="strip-item"][data-study-uid="${sent}"]`);
    await expect(chip).toContainText('AI');
    await expect(strip.getByRole('status')).toContainText('press R to apply');
    // What is new stands at the end until the order is applied.
    expect(await rowPositions(page)).toEqual(expect.arrayContaining(before));
    expect(await placeOf(page, sent)).toBeGreaterThan(await placeOf(page, plain));

    await prioritise(system, urgent, 'stat');
    await expect(strip.locator(`[data-testid="strip-item"][data-study-uid="${urgent}"]`)).toBeVisible();
    expect(await rowPositions(page)).toEqual(expect.arrayContaining(before));
    await page.mouse.down();
    await page.mouse.up();
    await expect(rowOf(page, plain)).toHaveAttribute('aria-selected', 'true');
    return sent;
  });

  await page.keyboard.press('r');
  await expect(rowOf(page, lesion)).toBeVisible();
  expect(await placeOf(page, lesion)).toBeLessThan(await placeOf(page, plain));
  expect(await placeOf(page, urgent)).toBeLessThan(await placeOf(page, lesion));
});

test('Enter and a click open the study with its images, the suspicion and the AI overlay', async ({
  page,
  system,
  signedIn,
}) => {
  const lesion = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, lesion);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  const row = rowOf(page, lesion);
  await expect(row).toHaveAttribute('data-band', '1');

  const shown = async (): Promise<void> => {
    await expect(page).toHaveURL(`${system.address}/studies/${lesion}`);
    await expect(page.locator('canvas').first()).toBeVisible();
    await expect(page.getByText('Intracranial hyperdensity suspected').first()).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Show AI overlay' })).toBeVisible({ timeout: PATIENCE_MS });
    await page.getByRole('button', { name: 'Go to marked image' }).click();
    await expect(page.getByTestId('viewer')).toHaveAttribute('data-overlay-pixels', /^[1-9]/);
    await page.getByRole('switch', { name: 'Show AI overlay' }).click();
    await expect(page.getByTestId('viewer')).toHaveAttribute('data-overlay-pixels', '0');
  };
  await row.focus();
  await page.keyboard.press('Enter');
  await shown();
  await openWorklist(page, system);
  await row.getByTestId('open-study').click();
  await shown();
});

test('a study is measured, compared with its prior and cut in other planes; a prior is marked as one @long', async ({
  page,
  system,
  signedIn,
}) => {
  const name = `COMPARE^${Date.now()}`;
  const [earlier, now] = [makePhantom('plainHead'), makePhantom('plainHead')];
  const patient = { name, id: `C${Date.now()}` };
  await storePhantom(earlier, system.dimsePort, { ...patient, date: '20250301' });
  await storePhantom(now, system.dimsePort, patient);
  await signedIn(page, 'radiologist');
  await expect
    .poll(async () => (await system.request(`/api/v1/studies/${now.studyUid}/priors`)).status)
    .toBe(200);
  await page.goto(`${system.address}/studies/${now.studyUid}`);
  const viewer = page.getByTestId('viewer');
  await expect(page.getByTestId('layout')).toHaveAttribute('data-layout', '1x2');
  await expect(viewer).toHaveAttribute('data-phase', 'ready', { timeout: PATIENCE_MS });

  await page.keyboard.press('d');
  const box = await viewer.boundingBox();
  if (!box) throw new Error('The viewer is not on the page');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x - 60, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(viewer.getByTestId('measurement')).toContainText(/\d mm/);
  await shot(page, 'viewer-measure');
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('measurement')).toHaveCount(0);
  await page.keyboard.press('v');

  await page.keyboard.press('b');
  const prior = page.locator('[data-testid="place"][data-prior="true"]');
  await expect(prior.getByTestId('prior-mark')).toContainText('PRIOR');
  await expect(prior.getByTestId('prior-mark')).toContainText('2025-03-01');
  await expect(prior.getByTestId('viewport')).toHaveAttribute('data-phase', 'ready', {
    timeout: PATIENCE_MS,
  });
  await page.keyboard.press('j');
  await expect(viewer).toHaveAttribute('data-slice', '2');
  await expect(prior.getByTestId('viewport')).toHaveAttribute('data-slice', '2');
  await expect(prior.getByTestId('link')).toBeVisible();
  await shot(page, 'viewer-prior');
  await page.keyboard.press('b');
  await expect(page.getByTestId('prior-mark')).toHaveCount(0);

  await page.keyboard.press('u');
  await expect(page.locator('[data-plane=coronal]')).toHaveAttribute('data-phase', 'ready', {
    timeout: PATIENCE_MS,
  });
  await expect(page.locator('[data-plane=sagittal]')).toHaveAttribute('data-phase', 'ready');
  await shot(page, 'viewer-planes');
});

test('the SR and the SEG of a suspicion can be fetched and pass the validators', async ({ system }) => {
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await expectValidResults(system, study, 'SR');
  await expectValidResults(system, study, 'SEG');
});

test('what a person calls STAT stands above what AI suspects', async ({ page, system, signedIn }) => {
  const plain = await sendPhantom('plainHead', system.dimsePort);
  const lesion = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, lesion);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await expectAbove(page, lesion, plain);

  await prioritise(system, plain, 'stat');
  await expectAbove(page, plain, lesion);
  await expect(rowOf(page, plain)).toHaveAttribute('data-band', '0');
});

test('an AI vendor opens the models, and no page or address of a patient', async ({
  page,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('chest', system.dimsePort);
  await signedIn(page, 'aiVendor');
  for (const path of ['/worklist', `/studies/${study}`]) {
    await page.goto(`${system.address}${path}`);
    await expect(page.getByText('Your role does not open this page')).toBeVisible();
  }
  for (const path of ['/api/v1/worklist', `/api/v1/studies/${study}`, `/dicomweb/studies/${study}/metadata`])
    expect((await page.request.get(`${system.address}${path}`)).status(), path).toBe(403);
  await page.getByRole('link', { name: 'See the models' }).click();
  await page.getByRole('link', { name: 'Head CT hyperdensity' }).click();
  await expect(page.getByRole('heading', { name: 'Head CT hyperdensity' })).toBeVisible();
});
