import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { sendCopy, sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';
import { expectValidResults } from '../objects.js';
import { shot } from '../shots.js';
import { clearList, expectAbove, openWorklist, PATIENCE_MS, rowOf } from '../worklist.js';

const radiograph = fileURLToPath(new URL('../../../shared/dicom/dx-chest-nih/test2.dcm', import.meta.url));
const there = existsSync(radiograph);
if (!there) process.stderr.write('skipped: a whole case (no real studies at ../shared/dicom)\n');

const said = {
  '0010,0010': 'CASE^WHOLE',
  '0010,0020': 'CASE-1',
  '0008,1030': 'CHEST PA',
  '0008,0020': '20261120',
};

/** What the event log must tell of the case, in this order; other events may stand between. */
const story = [
  'InstanceStored',
  'StudyCompleted',
  'StudyClaimed',
  'AssessmentGiven',
  'ReportStarted',
  'ReportSigned',
  'CriticalIdentified',
  'CriticalCommunicationAttempted',
  'CriticalAcknowledged',
  'CriticalClosed',
];

interface Told {
  name: string;
  at: string;
}

async function eventsOf(system: RunningSystem, uid: string): Promise<Told[]> {
  const answer = await system.request(`/api/v1/studies/${uid}/events?limit=200`);
  return ((await answer.json()) as { events: Told[] }).events;
}

async function dispute(page: Page): Promise<void> {
  const flagged = page.locator('[data-testid=ai-result][data-state=flagged]');
  await flagged.locator('[data-assessment=disagree]').first().click();
  await page.getByTestId('assessment-form').getByRole('radio').first().check();
  await page.getByTestId('assessment-form').locator('button[type=submit]').click();
  await expect(flagged.getByTestId('assessment')).toBeVisible();
  await shot(page, 'case-2-disputed');
}

async function report(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.getByTestId('report-findings').fill('No opacity. Tension pneumothorax on the left.');
  await page.getByTestId('report-impression').fill('Tension pneumothorax on the left.');
  await expect(page.getByTestId('report-save')).toHaveAttribute('data-state', 'saved');
  await page.getByTestId('report-impression').press('Control+Enter');
  await expect(page.getByTestId('sign-patient')).toContainText('CASE');
  await shot(page, 'case-3-sign');
  await expect(async () => {
    for (const box of await page.getByTestId('sign-warning').all()) await box.check();
    await page.getByTestId('sign-submit').click({ timeout: 1000 });
    await expect(page.getByTestId('report-stage')).toHaveText('Final', { timeout: 5000 });
  }).toPass({ timeout: PATIENCE_MS });
}

async function communicate(page: Page): Promise<void> {
  const card = (state: string) => page.locator(`[data-testid="critical-card"][data-state="${state}"]`);
  await page.getByTestId('viewer').focus();
  await page.keyboard.type('!tens');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(card('open')).toContainText('Tension pneumothorax');
  await page.getByTestId('critical-try').click();
  await page.getByTestId('critical-attempt').getByLabel('Who was called').fill('Ward 7');
  await page.getByTestId('critical-attempt').getByTestId('form-submit').click();
  await expect(card('open')).toContainText('Ward 7');
  await page.getByTestId('critical-receive').click();
  const receipt = page.getByTestId('critical-receipt');
  await receipt.getByLabel('Who received it').fill('Dr Ward');
  await receipt.getByLabel('It was read back').check();
  await shot(page, 'case-4-receipt');
  await receipt.getByTestId('form-submit').click();
  await expect(card('closed')).toContainText('Dr Ward');
  await shot(page, 'case-5-closed');
}

test('a whole case: a flagged radiograph moves up, is claimed, read, disputed, reported, and its critical result received', async ({
  page,
  system,
  signedIn,
}) => {
  test.skip(!there, 'There is no ../shared/dicom');
  await clearList(system);
  await signedIn(page, 'radiologist');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openWorklist(page, system);
  const routine = await sendPhantom('plainHead', system.dimsePort);
  await expect(rowOf(page, routine)).toBeVisible();
  const uid = await sendCopy(radiograph, system.dimsePort, said);
  await expectAbove(page, uid, routine);
  await expect(rowOf(page, uid)).toHaveAttribute('data-band', '1');
  await rowOf(page, uid).focus();
  await page.keyboard.press('c');
  await expect(rowOf(page, uid).getByTestId('claim').first()).toBeAttached();
  await shot(page, 'case-1-worklist');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('viewer')).toHaveAttribute('data-phase', 'ready', { timeout: PATIENCE_MS });

  await dispute(page);
  await report(page);
  await communicate(page);

  // The report is an object of the study, and can be read there.
  await page.locator('[data-testid=series]', { hasText: 'DOC' }).getByRole('button').click();
  await expect(page.getByTestId('pdf-page').first()).toHaveAttribute('data-drawn', 'true');
  await shot(page, 'case-6-report');

  const events = await eventsOf(system, uid);
  const names = events.map(({ name }) => name);
  let from = -1;
  for (const name of story) {
    const at = names.indexOf(name, from + 1);
    expect(at, `${name} after ${names[from] ?? 'the beginning'} in ${names.join(', ')}`).toBeGreaterThan(
      from,
    );
    from = at;
  }
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
  for (const modality of ['SR', 'SEG', 'DOC'] as const) await expectValidResults(system, uid, modality);
});
