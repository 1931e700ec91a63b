import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import {
  expectAbove,
  flagged,
  items,
  openWorklist,
  PATIENCE_MS,
  placeOf,
  rowOf,
  rowPositions,
} from '../worklist.js';

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

test('no row moves under the pointer; the strip says what waits, and R applies it', async ({
  page,
  system,
  signedIn,
}) => {
  const plain = await sendPhantom('plainHead', system.dimsePort);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await expect(rowOf(page, plain)).toBeVisible();
  await expect(rowOf(page, plain)).not.toHaveAttribute('data-band', '1');
  // Its own AI result first, so that only the new study changes anything.
  await expect(rowOf(page, plain).locator('[data-ai-state="notFlagged"]').first()).toBeVisible();
  await rowOf(page, plain).hover();
  const strip = page.getByTestId('held-strip');
  await expect(strip).toHaveAttribute('data-held', 'true');
  const before = await rowPositions(page);

  const lesion = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, lesion);
  const chip = strip.locator(`[data-testid="strip-item"][data-study-uid="${lesion}"]`);
  await expect(chip).toContainText('AI');
  await expect(strip.getByRole('status')).toContainText('press R to apply');
  // What is new stands at the end until the order is applied.
  expect(await rowPositions(page)).toEqual(expect.arrayContaining(before));
  expect(await placeOf(page, lesion)).toBeGreaterThan(await placeOf(page, plain));

  await page.keyboard.press('r');
  await expect(rowOf(page, lesion)).toBeVisible();
  expect(await placeOf(page, lesion)).toBeLessThan(await placeOf(page, plain));
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
  };
  await row.focus();
  await page.keyboard.press('Enter');
  await shown();
  await openWorklist(page, system);
  await row.getByTestId('open-study').click();
  await shown();
});

interface Listed {
  series: string;
  instance: string;
}

async function listed(system: RunningSystem, study: string, modality: string): Promise<Listed[]> {
  const answer = await system.request(`/dicomweb/instances?Modality=${modality}&StudyInstanceUID=${study}`);
  if (answer.status === 204) return [];
  const found = (await answer.json()) as Record<string, { Value?: string[] }>[];
  return found.map((one) => ({
    series: one['0020000E']?.Value?.[0] ?? '',
    instance: one['00080018']?.Value?.[0] ?? '',
  }));
}

test('the SR and the SEG of a suspicion can be fetched and pass the validators', async ({ system }) => {
  const study = await sendPhantom('headWithLesion', system.dimsePort);
  const folder = mkdtempSync(join(tmpdir(), 'firstread-e2e-objects-'));
  try {
    for (const modality of ['SR', 'SEG']) {
      await expect
        .poll(async () => (await listed(system, study, modality)).length, { timeout: PATIENCE_MS })
        .toBeGreaterThan(0);
      for (const { series, instance } of await listed(system, study, modality)) {
        const answer = await system.request(
          `/dicomweb/studies/${study}/series/${series}/instances/${instance}`,
          { headers: { Accept: 'application/dicom' } },
        );
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toMatch(/^application\/dicom/);
        const file = join(folder, `${modality}-${instance}.dcm`);
        writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
        const { output } = await judge('dciodvfy', [file]);
        expect(output.split('\n').filter((line) => line.includes('Error'))).toEqual([]);
        if (modality === 'SR') expect(await judge('dsrdump', [file])).toMatchObject({ code: 0 });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what a person calls STAT stands above what AI suspects; an AI vendor sees no worklist', async ({
  page,
  browser,
  system,
  signedIn,
}) => {
  const plain = await sendPhantom('plainHead', system.dimsePort);
  const lesion = await sendPhantom('headWithLesion', system.dimsePort);
  await flagged(system, lesion);
  await signedIn(page, 'radiologist');
  await openWorklist(page, system);
  await expectAbove(page, lesion, plain);

  const prioritise = async (): Promise<number> => {
    const item = (await items(system)).find(({ studyInstanceUid }) => studyInstanceUid === plain);
    const answer = await page.request.patch(`${system.address}/api/v1/worklist/${plain}`, {
      data: { orderClass: 'stat', reason: 'Asked for by telephone', expectedVersion: item?.version },
    });
    return answer.status();
  };
  // The row may change between reading and writing; then the server refuses, as it should.
  await expect.poll(prioritise).toBe(200);
  await expectAbove(page, plain, lesion);
  await expect(rowOf(page, plain)).toHaveAttribute('data-band', '0');

  const other = await browser.newPage();
  await signedIn(other, 'aiVendor');
  expect((await other.request.get(`${system.address}/api/v1/worklist`)).status()).toBe(403);
  await other.close();
});
