import type { Page } from '@playwright/test';
import { sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { listed, qido } from '../objects.js';
import { flagged, PATIENCE_MS } from '../worklist.js';

test('the full viewer opens from the study, lists every object of a result, draws its segments and shows its finding in place @long', async ({
  page: worklist,
  system,
  signedIn,
}) => {
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, study);
  await expect
    .poll(async () => (await listed(system, study, 'SEG')).length, { timeout: PATIENCE_MS })
    .toBe(1);
  await signedIn(worklist, 'radiologist');
  await worklist.goto(`${system.address}/studies/${study}`);
  const opened = worklist.context().waitForEvent('page');
  await worklist.getByTestId('full-viewer').click();
  const page = await opened;
  const outside = requestsToOthers(page, system);
  const thumbnail = (modality: string) => page.getByText(modality, { exact: true });
  await expect(thumbnail('SEG')).toBeVisible({ timeout: 60_000 });
  await expect(thumbnail('SR')).toHaveCount(2);
  await thumbnail('SEG').dblclick();
  await page.locator('[data-cy=panelSegmentation-btn]').click();
  await expect(page.getByText('Segmentations')).toBeVisible();
  await expect(thumbnail('Intracranial hyperdensity')).toBeVisible();
  // It goes to the slice in which the segment is.
  const viewport = page.locator('[data-cy=viewport-pane]');
  await expect(viewport).not.toContainText('(1/26)');
  // Regions are the first of the reports.
  const number = Math.min(...(await seriesNumbers(system, study, 'SR')));
  await page.getByText(`S:${number}`).dblclick();
  await page.locator('[data-cy=trackedMeasurements-btn]').click();
  await expect(page.getByText('Measurements (1)')).toBeVisible();
  await expect(thumbnail('Lesion')).toBeVisible();
  await expect(viewport).toContainText(`I:${await keyInstance(system, study)} `);
  expect(outside(), 'requests to other addresses, or to the API').toEqual([]);
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/ohif.png` });
});

async function seriesNumbers(system: RunningSystem, study: string, modality: string): Promise<number[]> {
  const found = await qido(system, `series?Modality=${modality}&StudyInstanceUID=${study}`);
  return found.map((one) => Number(one['00200011']?.Value?.[0]));
}

/** Instance number of the image that the study's flagged finding points to. */
async function keyInstance(system: RunningSystem, study: string): Promise<number> {
  const answer = await system.request(`/api/v1/studies/${study}`);
  const { aiResults } = (await answer.json()) as { aiResults: { findings: { keyImage: string | null }[] }[] };
  const image = aiResults.flatMap(({ findings }) => findings).find(({ keyImage }) => keyImage)?.keyImage;
  const [found] = await qido(system, `instances?SOPInstanceUID=${image}&includefield=InstanceNumber`);
  return Number(found?.['00200013']?.Value?.[0]);
}

/** What the viewer asks for besides the archive and its own files. */
function requestsToOthers(page: Page, system: RunningSystem): () => string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url());
    const own = origin === system.address && /^\/(dicomweb|ohif)\//.test(pathname);
    if (!own && !['blob:', 'data:'].includes(protocol)) seen.push(request.url());
  });
  return () => seen;
}
