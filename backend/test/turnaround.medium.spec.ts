import { randomUUID } from 'node:crypto';
import type { Problem, Turnaround, TurnaroundStudyPage } from '@firstread/contract';
import { logCourse, type Course } from '../src/turnaround/test/course.js';
import { followLog, logged } from '../src/turnaround/test/following.js';
import { listStudy } from './listed.js';
import { startTestApp, type TestApp } from './test-app.js';

const READER = `person:${randomUUID()}`;
const HOUR = Date.now() - 48 * 3_600_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const PERIOD = `from=${day(HOUR - 86_400_000)}&to=${day(Date.now())}`;
const at = (minutes: number) => new Date(HOUR + minutes * 60_000);

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const course = (uid: string, one: Course) => logCourse(test.dataSource, at, uid, one);

async function figures(more: string): Promise<Turnaround> {
  const response = await test.request(`/api/v1/turnaround?${PERIOD}&${more}`, 'departmentHead');
  expect(response.status).toBe(200);
  return (await response.json()) as Turnaround;
}

describe('GET /api/v1/turnaround', () => {
  beforeAll(async () => {
    for (let n = 1; n <= 20; n++)
      await course(`5.1.${n}`, {
        modality: 'CT',
        waitMinutes: n,
        finalMinutes: n + 10,
        completedMinutes: -5,
      });
    for (let n = 1; n <= 10; n++) await course(`5.2.${n}`, { modality: 'CT' });
    for (let n = 1; n <= 3; n++) await course(`5.3.${n}`, { modality: 'MR', waitMinutes: n });
    await course('5.4.1', { modality: 'US', completedMinutes: 30, finalMinutes: 20 });
    await followLog(test);
  });

  it('answers with quantiles, and with those still open as censored', async () => {
    const { groups, stage, relativeError, pending } = await figures('stage=wait&modality=CT');
    expect(stage).toMatchObject({ start: { events: ['readyToRead'] }, end: { events: ['firstOpened'] } });
    expect(pending).toBe(false);
    const [all] = groups;
    expect(all).toMatchObject({
      key: 'all',
      n: 20,
      open: 10,
      max: 1200,
      fallbackShare: 0,
      suppressed: false,
    });
    expect(Math.abs((all?.median ?? 0) - 600)).toBeLessThanOrEqual(600 * relativeError);
    // Half of thirty have been opened after the fifteenth.
    expect(Math.abs((all?.medianWithOpen ?? 0) - 900)).toBeLessThanOrEqual(900 * relativeError);
  });

  it('gives no figure of few studies', async () => {
    const { groups } = await figures('stage=wait&groupBy=modality');
    expect(groups.map(({ key, suppressed, n }) => [key, suppressed, n])).toEqual([
      ['CT', false, 20],
      ['MR', true, null],
      ['US', true, null],
    ]);
    expect(groups[1]).toMatchObject({ median: null, max: null, open: null, fallbackShare: null });
  });

  it('counts what it leaves out, and where substitutes were used', async () => {
    expect((await figures('stage=transmission&modality=US')).groups[0]?.excluded).toEqual({ negative: 1 });
    expect((await figures('stage=reportTurnaround&modality=US')).groups[0]?.excluded).toEqual({
      negative: 1,
    });
    const { groups } = await figures('stage=read&groupBy=aiState');
    expect(groups).toMatchObject([{ key: 'notEligible', n: 20, fallbackShare: 0 }]);
  });

  it('groups by the calendar of the site', async () => {
    for (const groupBy of ['day', 'hourOfWeek', 'shift']) {
      const { groups } = await figures(`stage=wait&modality=CT&groupBy=${groupBy}`);
      expect(groups).toHaveLength(1);
      expect(groups[0]).toMatchObject({ n: 20 });
    }
    expect((await figures('stage=wait&groupBy=day')).groups[0]?.key).toBe(day(HOUR));
  });

  it('shows the studies behind a figure, by pages', async () => {
    const path = `/api/v1/turnaround/studies?${PERIOD}&stage=wait&modality=CT&limit=20`;
    const first = (await (await test.request(path, 'administrator')).json()) as TurnaroundStudyPage;
    const rest = (await (
      await test.request(`${path}&after=${encodeURIComponent(first.next ?? '')}`, 'administrator')
    ).json()) as TurnaroundStudyPage;
    expect([first.studies.length, rest.studies.length, rest.next]).toEqual([20, 10, null]);
    const all = [...first.studies, ...rest.studies];
    expect(new Set(all.map(({ studyInstanceUid }) => studyInstanceUid)).size).toBe(30);
    const one = all.find(({ studyInstanceUid }) => studyInstanceUid === '5.1.7');
    expect(one).toMatchObject({
      seconds: 420,
      startedWith: 'readyToRead',
      endedWith: 'firstOpened',
      site: 'North',
    });
    expect(one?.milestones).toContainEqual({
      kind: 'examCompleted',
      at: new Date(Math.floor(at(-5).getTime() / 1000) * 1000).toISOString(),
      source: 'mpps',
      clock: 'modality',
    });
    expect(all.filter(({ endedAt }) => endedAt === null)).toHaveLength(10);
  });

  it('changes nothing when the log is read again', async () => {
    const count = () => test.dataSource.query('select count(*)::int as n from clinical_event');
    const before = (await count()) as unknown;
    await test.dataSource.query(`delete from event_cursor where consumer = 'turnaround'`);
    await followLog(test);
    expect(await count()).toEqual(before);
  });

  it('refuses others, and what is no period', async () => {
    expect((await test.request(`/api/v1/turnaround?${PERIOD}&stage=wait`, 'radiologist')).status).toBe(403);
    const backwards = await test.request(
      '/api/v1/turnaround?from=2026-02-02&to=2026-02-01&stage=wait',
      'administrator',
    );
    expect(backwards.status).toBe(400);
    const path = `/api/v1/turnaround/studies?${PERIOD}&stage=wait&after=nowhere`;
    expect((await (await test.request(path, 'administrator')).json()) as Problem).toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });
});

describe('What the rooms log', () => {
  it('says when a study could be read, and what was taken back did not happen', async () => {
    const { uid, id } = await listStudy(test, { modality: 'XA', priority: 'STAT' });
    const study = { studyId: id, studyUid: uid, by: READER };
    const now = new Date();
    await logged(test.dataSource, now, 'StudySkipped', { ...study, reasonCode: 'other' });
    await logged(test.dataSource, now, 'StudySkipUndone', study);
    await logged(test.dataSource, now, 'ReadingMarked', { ...study, reading: 'read' });
    await logged(test.dataSource, now, 'ReadingMarked', { ...study, reading: 'unread' });
    await followLog(test);
    const path = `/api/v1/turnaround/studies?${PERIOD}&stage=wait&modality=XA`;
    const { studies } = (await (await test.request(path, 'administrator')).json()) as TurnaroundStudyPage;
    expect(studies).toMatchObject([
      { studyInstanceUid: uid, orderClass: 'stat', endedAt: null, excluded: null },
    ]);
    expect(studies[0]?.milestones.map(({ kind }) => kind)).toEqual(['readyToRead']);
  });
});
