import { expect, test, type RunningSystem } from '../fixtures.js';
import { query } from '../recovery.js';
import { shot } from '../shots.js';
import { PATIENCE_MS } from '../worklist.js';

/** Studies of the last days, sixteen a day; every 29th is still open. */
const STUDIES = `
with study as materialized (
  select n, '2.25.77.' || n as uid, 's' || n as run,
         date_trunc('hour', now()) - make_interval(days => n / 16, hours => 3 + (n * 7) % 24, mins => n % 60) as ready,
         (array['CT', 'MR', 'CR'])[1 + n % 3] as modality,
         (array['stat', 'urgent', 'routine', 'routine'])[1 + n % 4] as class,
         (array['flagged', 'notFlagged', 'notFlagged'])[1 + n % 3] as state,
         make_interval(mins => 5 + (n * 37) % 90 * (1 + n % 4)) as wait
    from generate_series(0, 179) n
), said as (
  select uid, kind, at, detail, row_number() over () as place from study cross join lateral (values
    ('examCompleted', ready - interval '6 min', '{}'::jsonb),
    ('readyToRead', ready, jsonb_build_object('modality', modality, 'orderClass', class, 'site', 'North')),
    ('aiPlanned', ready, jsonb_build_object('run', run)),
    ('aiResult', ready + make_interval(secs => 30 + n % 50), jsonb_build_object('run', run, 'state', state)),
    ('firstOpened', case when n % 29 > 0 then ready + wait end, '{}'),
    ('final', case when n % 29 > 0 then ready + wait + interval '11 min' end, '{}')) event (kind, at, detail)
   where at is not null
), written as (
  insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, detail, event_transaction, event_id,
    event_part)
  select uid, kind, at, at, 'worklist', 'platform', detail, '1', place, 0 from said
)
insert into study_timeline (study_uid, stale) select uid, true from study`;

const FIGURES = '**/api/v1/turnaround?**';

interface Figures {
  groups: { n: number; median: number }[];
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function counted(system: RunningSystem): Promise<void> {
  await query(system, STUDIES);
  await expect
    .poll(
      async () =>
        (
          await query(
            system,
            `select exists (select from study_timeline where stale) or exists (select from turnaround_dirty_hour)
                 or exists (select from turnaround_dirty_day) as more`,
          )
        )[0]?.['more'],
      { timeout: PATIENCE_MS },
    )
    .toBe(false);
}

test('a head sees how long it takes, as the server says, and the studies behind a figure', async ({
  page,
  system,
  signedIn,
}) => {
  await counted(system);
  await page.setViewportSize({ width: 1600, height: 2100 });
  await signedIn(page, 'departmentHead');
  await page.goto(`${system.address}/turnaround?stage=wait&modality=CT`);
  await page.getByTestId('filter-period').selectOption('90');
  await expect(page).toHaveURL(/days=90/);
  const asked = `stage=wait&modality=CT&from=${daysAgo(89)}&to=${daysAgo(0)}`;
  const answer = await page.request.get(`${system.address}/api/v1/turnaround?${asked}`);
  const [all] = ((await answer.json()) as Figures).groups;
  const card = page.getByTestId('stage-wait');
  await expect(card).toContainText('From ready to read');
  await expect(card.getByTestId('card-n')).toHaveText(`${all?.n} ended`);
  await expect(card.getByTestId('card-median')).toHaveText(/^\d+ (min|h \d\d)/);
  for (const chart of ['turnaround-ribbon', 'turnaround-survival'])
    await expect(page.getByTestId(chart).locator('svg path').first()).toBeAttached();
  await expect(page.getByTestId('turnaround-heat').getByRole('link').first()).toBeVisible();

  await page.getByTestId('filter-modality').selectOption('*');
  const row = page.getByTestId('bars-table').locator('[data-row="MR"]');
  await expect(row).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(page.getByTestId('turnaround-ribbon').locator('svg path').first()).toBeAttached();
  await shot(page, 'turnaround');
  const n = Number(await row.getByRole('cell').nth(2).innerText());
  await page.getByTestId('turnaround-ribbon').locator('svg').first().click();
  await expect(page).toHaveURL(/\/turnaround\/studies\?.*groupBy=day&key=\d{4}-\d\d-\d\d&/);
  await page.getByRole('link', { name: 'Back to turnaround' }).click();
  await row.getByTestId('bar').click();
  const studies = page.getByTestId('studies-table');
  await page.getByTestId('turnaround-studies').getByRole('link', { name: 'Ended', exact: true }).click();
  await expect(page).toHaveURL(/groupBy=modality&key=MR&.*state=ended/);
  const more = page.getByTestId('list-more');
  await expect(studies.locator('tbody tr[data-row]')).toHaveCount(50);
  await more.click();
  await expect(studies.locator('tbody tr[data-row]')).toHaveCount(Math.min(100, n));
  await studies.getByText('milestones').first().click();
  await expect(studies).toContainText('exam completed');
  await shot(page, 'turnaround-studies');
  await page.getByRole('link', { name: 'Back to turnaround' }).click();
  await expect(page).toHaveURL(/\/turnaround\?stage=wait/);

  await page.getByRole('button', { name: 'Dashboards' }).click();
  await page.getByRole('button', { name: 'Save what is shown' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Waits of the quarter');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByTestId('dashboard-dialog')).toHaveCount(0);
  await page.goto(`${system.address}/turnaround`);
  await page.getByRole('button', { name: 'Dashboards' }).click();
  await page.getByRole('link', { name: 'Waits of the quarter' }).click();
  await expect(page).toHaveURL(/days=90/);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('stage-wait').getByTestId('card-n')).toBeVisible();
  await shot(page, 'turnaround-phone');
  await page.route(FIGURES, (route) => route.abort());
  await page.reload();
  await expect(page.getByTestId('stage-wait').getByRole('button', { name: 'Try again' })).toBeVisible();
});
