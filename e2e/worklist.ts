import type { Locator, Page } from '@playwright/test';
import { expect, type RunningSystem } from './fixtures.js';
import { query } from './recovery.js';

/** The parts of a worklist row that tests look at. */
export interface Item {
  studyInstanceUid: string;
  version: number;
  band: number;
  ai: { state: string }[];
}

export const PATIENCE_MS = 60_000;
const POLL_MS = [250];

export function rowOf(page: Page, studyUid: string): Locator {
  return page.locator(`[data-testid="worklist-row"][data-study-uid="${studyUid}"]`);
}

/** Place of a row on the page, from the top. */
export async function placeOf(page: Page, studyUid: string): Promise<number> {
  return Number(await rowOf(page, studyUid).getAttribute('aria-rowindex'));
}

/** Place of the first row that waits its routine turn. */
export async function firstRoutine(page: Page): Promise<number> {
  const row = page.locator('[data-testid="worklist-row"][data-band="3"]').first();
  return Number(await row.getAttribute('aria-rowindex'));
}

/** Waits until one row stands above the other on the page. */
export async function expectAbove(page: Page, upper: string, lower: string): Promise<void> {
  await expect
    .poll(async () => (await placeOf(page, upper)) < (await placeOf(page, lower)), {
      timeout: PATIENCE_MS,
      intervals: POLL_MS,
      message: 'the one row above the other',
    })
    .toBe(true);
}

/** Every row on the page with its height above the fold, in order of UID. */
export async function rowPositions(page: Page): Promise<string[]> {
  const rows = await page
    .getByTestId('worklist-row')
    .evaluateAll((all) =>
      all.map((row) => `${row.getAttribute('data-study-uid')} at ${row.getBoundingClientRect().top}`),
    );
  return rows.sort();
}

export async function items(system: RunningSystem): Promise<Item[]> {
  const answer = await system.request('/api/v1/worklist?limit=500');
  return ((await answer.json()) as { items: Item[] }).items;
}

/**
 * Another person gives the study this class, through the API, as soon as it is listed; again where its row changed between
 * reading and writing.
 */
export async function prioritise(
  system: RunningSystem,
  studyUid: string,
  orderClass: 'stat' | 'urgent' | 'routine',
): Promise<void> {
  const attempt = async (): Promise<number> => {
    const item = (await items(system)).find(({ studyInstanceUid }) => studyInstanceUid === studyUid);
    const answer = await system.request(`/api/v1/worklist/${studyUid}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        orderClass,
        reason: 'Asked for by telephone',
        expectedVersion: item?.version ?? 0,
      }),
    });
    return answer.status;
  };
  await expect
    .poll(attempt, {
      timeout: PATIENCE_MS,
      intervals: POLL_MS,
      message: `${orderClass} for ${studyUid}`,
    })
    .toBe(200);
}

/** Waits until AI has flagged the study on the server; returns its row. */
export async function flagged(system: RunningSystem, studyUid: string): Promise<Item> {
  const find = async (): Promise<Item | undefined> =>
    (await items(system)).find((item) => item.studyInstanceUid === studyUid);
  await expect
    .poll(async () => (await find())?.ai.map(({ state }) => state) ?? [], {
      timeout: PATIENCE_MS,
      intervals: POLL_MS,
      message: 'a flag of AI',
    })
    .toContain('flagged');
  return (await find()) as Item;
}

/** Rests the pointer on a row as a reading person does, with a small move now and then, while `work` goes on. */
export async function pointingAt<T>(page: Page, row: Locator, work: () => Promise<T>): Promise<T> {
  await row.hover();
  const box = await row.boundingBox();
  if (!box) throw new Error('The row is not on the page');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  let moves = 0;
  let moving: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    moving = page.mouse.move(x + (moves++ % 2), y);
  }, 1500);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await moving;
  }
}

/** Takes everything off the list that earlier tests left there: rows outside the window are not in the page. */
export async function clearList(system: RunningSystem): Promise<void> {
  await query(system, 'delete from claim');
  await query(system, `update worklist_item set reading = 'read' where reading = 'unread'`);
}

/** Opens the worklist with the pointer outside the list, so that nothing is held. */
export async function openWorklist(page: Page, system: RunningSystem): Promise<void> {
  await page.goto(`${system.address}/worklist`);
  await page.mouse.move(2, 2);
  await expect(page.getByTestId('held-strip')).toBeVisible();
}
