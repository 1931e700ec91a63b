import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { listed } from '../objects.js';
import { serveOhif } from '../ohif.js';
import { flagged, PATIENCE_MS } from '../worklist.js';

test('OHIF as it is published lists every object of a result and draws the segments of the SEG', async ({
  page,
  system,
}) => {
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, study);
  await expect
    .poll(async () => (await listed(system, study, 'SEG')).length, { timeout: PATIENCE_MS })
    .toBe(1);
  const ohif = await serveOhif(system);
  try {
    await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
    await page.goto(`${ohif.address}/viewer?StudyInstanceUIDs=${study}`);
    const thumbnail = (modality: string) => page.getByText(modality, { exact: true });
    for (const modality of ['SR', 'SEG']) await expect(thumbnail(modality)).toBeVisible({ timeout: 60_000 });
    await thumbnail('SEG').dblclick();
    await page.locator('[data-cy=panelSegmentation-btn]').click();
    await expect(page.getByText('Segmentations')).toBeVisible();
    await expect(thumbnail('Intracranial hyperdensity')).toBeVisible();
    // It goes to the slice in which the segment is.
    await expect(page.locator('[data-cy=viewport-pane]')).not.toContainText('(1/26)');
  } finally {
    await ohif.close();
  }
});
