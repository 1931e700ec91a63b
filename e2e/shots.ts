import type { Page } from '@playwright/test';

/** Keeps a picture of the page in the folder of SCREENSHOTS, where one is named. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
