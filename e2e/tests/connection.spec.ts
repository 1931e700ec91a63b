import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { makePhantom, storePhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { kill } from '../recovery.js';
import { shot } from '../shots.js';
import { clearList, items, openWorklist, PATIENCE_MS, prioritise, rowOf } from '../worklist.js';

/** The push link of a page, which the test cuts and joins; everything else reaches the server. */
class PushLink {
  private joined = true;
  private readonly open = new Set<() => Promise<void>>();

  async over(page: Page): Promise<void> {
    await page.route('**/socket.io/**', (route) => (this.joined ? route.continue() : route.abort()));
    await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
      if (!this.joined) return socket.close();
      socket.connectToServer();
      this.open.add(() => socket.close());
    });
  }

  async cut(): Promise<void> {
    this.joined = false;
    for (const close of this.open) await close();
    this.open.clear();
  }

  join(): void {
    this.joined = true;
  }
}

/** A study of this patient, who no other test has. */
async function send(system: RunningSystem, name: string): Promise<string> {
  const phantom = makePhantom('chest');
  await storePhantom(phantom, system.dimsePort, { name });
  return phantom.studyUid;
}

/** Narrows the list to one patient's studies and stands on the first of them. */
async function filterTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

async function shownUids(page: Page): Promise<(string | null)[]> {
  return page
    .getByTestId('worklist-row')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => row.getAttribute('data-study-uid')),
    );
}

/** The page shows the patient's studies as the server has them: all, each once, in its order. */
async function expectWhole(page: Page, system: RunningSystem, uids: readonly string[]): Promise<void> {
  const own = (await items(system)).map(({ studyInstanceUid }) => studyInstanceUid);
  await expect
    .poll(async () => {
      await page.keyboard.press('r');
      return shownUids(page);
    })
    .toEqual(own.filter((uid) => uids.includes(uid)));
}

test.beforeEach(({ system }) => clearList(system));

test('without its push link the list polls and takes claims, offline it stays and says so, and then it is whole', async ({
  page,
  system,
  signedIn,
}) => {
  const name = `LINK${randomUUID().slice(0, 6).toUpperCase()}`;
  const [first, second] = [await send(system, name), await send(system, name)];
  const link = new PushLink();
  await link.over(page);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  const connection = page.getByTestId('connection');
  const status = async (value: RegExp): Promise<void> =>
    expect(connection).toHaveAttribute('data-status', value, { timeout: PATIENCE_MS });
  await status(/^live$/);
  await expect(rowOf(page, first)).toBeVisible();
  await filterTo(page, name);
  await expect(page.getByTestId('worklist-row')).toHaveCount(2);

  // The link is cut: the page says so, and fetches what others do meanwhile.
  await link.cut();
  await status(/^reconnecting$/);
  await status(/^polling$/);
  const third = await send(system, name);
  await prioritise(system, second, 'stat');
  await expect(rowOf(page, third)).toBeVisible();
  await expect(rowOf(page, second)).toHaveAttribute('data-band', '0');
  await rowOf(page, first).focus();
  await page.keyboard.press('c');
  await expect(rowOf(page, first).getByTestId('claim').first()).toHaveText(/You$/);
  await shot(page, 'polling');

  // Nothing answers: the list stays with its age, and what cannot be done is said.
  await page.context().setOffline(true);
  await status(/^offline$/);
  await expect(page.getByRole('alert').filter({ hasText: 'Shown as of' })).toBeVisible();
  await expect(connection).toHaveText(/Offline.*\d/);
  await expect(page.getByTestId('worklist-row')).toHaveCount(3);
  await rowOf(page, third).focus();
  await page.keyboard.press('c');
  await expect(page.getByText('The server does not answer').first()).toBeVisible();
  await expect(rowOf(page, third).getByTestId('claim')).toHaveCount(0);
  await shot(page, 'offline');

  await page.context().setOffline(false);
  await prioritise(system, third, 'urgent');
  link.join();
  await status(/^live$/);
  await expectWhole(page, system, [first, second, third]);
  await rowOf(page, first).focus();
  await page.keyboard.press('c');
  await expect(rowOf(page, first).getByTestId('claim')).toHaveCount(0);
});

test('a page outlives a killed server: it says that it is cut off, and misses nothing when it is back @long', async ({
  page,
  system,
  signedIn,
}) => {
  const name = `KILL${randomUUID().slice(0, 6).toUpperCase()}`;
  const [first, second] = [await send(system, name), await send(system, name)];
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  const connection = page.getByTestId('connection');
  await expect(connection).toHaveAttribute('data-status', 'live');
  await expect(rowOf(page, first)).toBeVisible();
  await filterTo(page, name);
  await expect(page.getByTestId('worklist-row')).toHaveCount(2);

  kill(system, 'api');
  await expect(connection).not.toHaveAttribute('data-status', 'live');
  await expect(page.getByTestId('worklist-row')).toHaveCount(2);
  await expect
    .poll(() =>
      prioritise(system, second, 'stat').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  const third = await send(system, name);
  await expect(connection).toHaveAttribute('data-status', 'live', { timeout: PATIENCE_MS });
  await expect(rowOf(page, second)).toHaveAttribute('data-band', '0');
  await expect(rowOf(page, third)).toBeVisible();
  await expectWhole(page, system, [first, second, third]);
});
