import { makePhantom, storePhantom } from '../drivers.js';
import { expect, test } from '../fixtures.js';
import { asSecondReader } from '../readers.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { clearList, items, PATIENCE_MS } from '../worklist.js';

test.beforeEach(({ system }) => clearList(system));

test('a colleague reviews a report, its author answers, and the head sees no small number @long', async ({
  page,
  system,
  signedIn,
}) => {
  const phantom = makePhantom('chest');
  const uid = phantom.studyUid;
  await storePhantom(phantom, system.dimsePort, { name: 'LEARNING^SPEC' });
  await expect
    .poll(async () => (await items(system)).some((item) => item.studyInstanceUid === uid), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);

  await page.setViewportSize({ width: 1600, height: 900 });
  await signedIn(page, 'radiologist');
  await page.goto(`${system.address}/studies/${uid}`);
  await expect(page.getByTestId('tab-report')).toBeVisible();
  await page.keyboard.press('r');
  await page.getByTestId('report-impression').fill('No acute finding.');
  await expect(page.getByTestId('report-save')).toHaveAttribute('data-state', 'saved');
  await page.getByTestId('report-sign').click();
  await expect(async () => {
    for (const box of await page.getByTestId('sign-warning').all()) await box.check();
    await page.getByTestId('sign-submit').click({ timeout: 1000 });
    await expect(page.getByTestId('report-stage')).toHaveText('Final', { timeout: 5000 });
  }).toPass({ timeout: PATIENCE_MS });

  // The week is not over: what the worker would draw then is written here.
  await asSecondReader(page, system);
  await query(
    system,
    `insert into peer_round (week, seed, percent, cap_per_reader, blind, reports, assigned, made_at)
     values (date_trunc('week', now()), 'written by a test', 5, 3, true, 1, 1, now()) on conflict do nothing`,
  );
  await query(
    system,
    `insert into peer_review (week, report_id, study_id, modality, reader_id, involved, reviewer_id, reviewer, assigned_at)
     select date_trunc('week', now()), report.id, report.study_id, 'DX', author_id, array[author_id], other.id,
            other.display_name, now()
       from report, app_user other where study_uid = $1 and other.email = 'second@spec.local'`,
    [uid],
  );

  await page.goto(`${system.address}/peer-learning`);
  const row = page.getByRole('row').filter({ hasText: 'LEARNING' });
  await expect(row).toContainText('No acute finding.');
  await shot(page, 'learning-review');
  await row.getByTestId('learning-review-open').click();
  const review = page.getByTestId('review-dialog');
  await review.getByLabel('What you say of the report').selectOption('disagreeMinor');
  await review.getByTestId('form-submit').click();
  await expect(review.getByTestId('form-check')).toBeVisible();
  await review.getByLabel('Perception').check();
  await review.getByLabel('Comment').fill('Old rib fracture on the left.');
  await shot(page, 'learning-review-dialog');
  await review.getByTestId('form-submit').click();
  await expect(row).toHaveCount(0);

  await signedIn(page, 'radiologist');
  await page.goto(`${system.address}/peer-learning?tab=feedback`);
  await expect(row).toContainText('Old rib fracture on the left.');
  await expect(row).not.toContainText('Second Reader');
  await row.getByTestId('learning-answer-open').click();
  await page.getByTestId('answer-dialog').getByLabel('What you say to it').fill('Thank you, I see it now.');
  await page.getByTestId('answer-dialog').getByTestId('form-submit').click();
  await expect(row).toContainText('Thank you, I see it now.');
  await shot(page, 'learning-feedback');

  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/peer-learning`);
  await expect(page.getByTestId('totals-table')).toContainText('too few to be shown');
  await page.getByTestId('learning-settings').click();
  const settings = page.getByTestId('learning-settings-dialog');
  await settings.getByLabel('Final reports of a reader and week').fill('5');
  await settings.getByTestId('form-submit').click();
  await expect(settings).toHaveCount(0);
  await shot(page, 'learning-totals');
});
