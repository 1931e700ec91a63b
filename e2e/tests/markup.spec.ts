import { makePhantom, storePhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { openWorklist, rowOf } from '../worklist.js';

const NAME = '<img src=x onerror=alert(1)>^<script>alert(2)</script>';

test('markup in a patient name is text on the worklist and on the study page', async ({
  page,
  system,
  signedIn,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const phantom = makePhantom('chest');
  await storePhantom(phantom, system.dimsePort, { name: NAME });
  await signedIn(page, 'radiologist');

  const shown = async (): Promise<void> => {
    await expect(page.getByText('<script>alert(2)</script>').first()).toBeVisible();
    // Elements that the name would have made, wherever they came to be.
    expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
    const scripts = await page.locator('script').allTextContents();
    expect(scripts.filter((text) => text.trim() === 'alert(2)')).toEqual([]);
    expect(dialogs).toEqual([]);
  };
  await openWorklist(page, system);
  await expect(rowOf(page, phantom.studyUid)).toContainText('<img src');
  await shown();
  await page.goto(`${system.address}/studies/${phantom.studyUid}`);
  await shown();
});
