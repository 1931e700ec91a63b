import type { APIRequestContext, Page } from '@playwright/test';
import { makePhantom, storePhantom } from '../drivers.js';
import { expect, signedIn, test, type RunningSystem } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { shot } from '../shots.js';
import { clearList, items, openWorklist, PATIENCE_MS, prioritise, rowOf } from '../worklist.js';

/** Does the work between the reader's key and the answer of the server, once. */
async function meanwhile(page: Page, work: () => Promise<unknown>): Promise<void> {
  await page.route(
    '**/opening',
    async (route) => {
      await work();
      await route.continue();
    },
    { times: 1 },
  );
}

async function open(page: Page, uid: string): Promise<void> {
  await rowOf(page, uid).focus();
  await page.keyboard.press('Enter');
}

async function remove(administrator: APIRequestContext, system: RunningSystem, uid: string): Promise<void> {
  const answer = await administrator.delete(`${system.address}/api/v1/studies/${uid}`, {
    data: { reason: 'Sent under a wrong name' },
  });
  expect(answer.ok()).toBe(true);
}

async function isListed(system: RunningSystem, uid: string): Promise<void> {
  await expect
    .poll(async () => (await items(system)).some((item) => item.studyInstanceUid === uid), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);
}

test.beforeEach(({ system }) => clearList(system));

test('a study opens as it was seen in the list, says what others did since, and never shows another patient unasked', async ({
  page,
  browser,
  system,
}) => {
  const phantom = makePhantom('chest');
  const uid = phantom.studyUid;
  await storePhantom(phantom, system.dimsePort, { name: 'FIRST^SEEN' });
  const [other, administrator] = [
    await (await browser.newContext()).newPage(),
    await (await browser.newContext()).newPage(),
  ];
  await signedIn(page, system, 'radiologist');
  await signedIn(administrator, system, 'administrator');
  await asSecondReader(other, system);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openWorklist(page, system);
  await expect(rowOf(page, uid)).toBeVisible();

  // Claimed and raised by a colleague at that moment: it opens, and says so.
  await meanwhile(page, async () => {
    const claim = `${system.address}/api/v1/worklist/${uid}/claim`;
    expect((await other.request.put(claim, { data: {} })).ok()).toBe(true);
    await prioritise(system, uid, 'stat');
  });
  await open(page, uid);
  await expect(page.getByTestId('since-notice')).toHaveText(
    'Since you saw it in the list: claimed by Second Reader, now STAT.',
  );
  await expect(page.getByTestId('patient-name')).toHaveText('FIRST, SEEN');
  expect(page.url()).toMatch(new RegExp(`/studies/${uid}$`));
  await shot(page, 'opening-since');
  await page.keyboard.press('Escape');
  await expect(rowOf(page, uid)).toBeFocused();

  // Deleted and sent again under another name at that moment.
  await meanwhile(page, async () => {
    await remove(administrator.request, system, uid);
    await storePhantom(phantom, system.dimsePort, { name: 'SECOND^SENT' });
    await isListed(system, uid);
  });
  await open(page, uid);
  await expect(page.getByTestId('other-was')).toContainText('FIRST, SEEN');
  await expect(page.getByTestId('other-is')).toContainText('SECOND, SENT');
  await expect(page.getByTestId('study-page')).toBeHidden();
  await shot(page, 'opening-other');
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'opening-other-phone');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.reload();
  await expect(page.getByTestId('other-is')).toContainText('SECOND, SENT');
  await page.getByTestId('open-anyway').click();
  await expect(page.getByTestId('patient-name')).toHaveText('SECOND, SENT');

  // In a tab of its own, too.
  await page.keyboard.press('Escape');
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    rowOf(page, uid)
      .getByTestId('open-study')
      .click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(tab.getByTestId('patient-name')).toHaveText('SECOND, SENT');
  expect(await tab.evaluate(() => sessionStorage.getItem('firstread.seen'))).toContain(uid);
  await tab.close();

  // Gone at that moment: which study, and why.
  await meanwhile(page, () => remove(administrator.request, system, uid));
  await open(page, uid);
  const gone = page.getByTestId('study-deleted');
  await expect(gone).toContainText('SECOND, SENT');
  await expect(gone).toContainText(`Study ${uid} was deleted on`);
  await shot(page, 'opening-gone');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('worklist-page')).toBeVisible();
  await other.close();
  await administrator.close();
});
