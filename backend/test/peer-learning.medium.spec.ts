import { randomUUID } from 'node:crypto';
import {
  peerReviewQuerySchema,
  type GivePeerReview,
  type PeerReview,
  type ReportSection,
} from '@firstread/contract';
import type { Principal } from '../src/identity/index.js';
import { LearningRounds } from '../src/peer-learning/learning-rounds.service.js';
import { LearningSettings } from '../src/peer-learning/learning-settings.service.js';
import { LearningTotals } from '../src/peer-learning/learning-totals.service.js';
import { PeerLearningModule } from '../src/peer-learning/index.js';
import { PeerReviewPages } from '../src/peer-learning/peer-review-pages.js';
import { PeerReviews } from '../src/peer-learning/peer-reviews.service.js';
import { Clock } from '../src/platform/index.js';
import { DraftsService } from '../src/reporting/drafts.service.js';
import { GradesService } from '../src/reporting/index.js';
import { Signatures } from '../src/reporting/signatures.service.js';
import { StudyReports } from '../src/reporting/study-reports.js';
import { startContext, type TestContext } from './context.js';
import { listStudy } from './listed.js';
import { insertReader } from './readers.js';
import { refused } from './refused.js';

const DAY_MS = 24 * 60 * 60_000;
/** What a draw leaves to signatures of the last minute. */
const SETTLED_MS = 5 * 60_000;

let context: TestContext;
let rounds: LearningRounds;
let pages: PeerReviewPages;
let reviews: PeerReviews;
let settings: LearningSettings;
let anna: Principal;
let ben: Principal;
let resident: Principal;
let head: Principal;
let now: jest.SpiedFunction<() => Date>;

beforeAll(async () => {
  context = await startContext(() => [PeerLearningModule]);
  const { app, dataSource } = context;
  [rounds, pages, reviews] = [app.get(LearningRounds), app.get(PeerReviewPages), app.get(PeerReviews)];
  settings = app.get(LearningSettings);
  anna = await insertReader(dataSource, 'Anna');
  ben = await insertReader(dataSource, 'Ben');
  resident = await insertReader(dataSource, 'Resident');
  head = { ...anna, id: randomUUID(), displayName: 'Head', role: 'departmentHead' };
  await app.get(GradesService, { strict: false }).set(resident.id, 'resident', head);
  now = jest.spyOn(app.get(Clock, { strict: false }), 'now');
});
afterAll(() => context.close());
beforeEach(async () => {
  now.mockImplementation(() => new Date());
  for (const table of ['study', 'peer_round', 'peer_learning_settings', 'reader_profile'])
    await context.dataSource.query(`delete from ${table}`);
});

/** As the department decides, and the week of what was signed now is over. */
async function drawn(percent = 100, blind = true): Promise<number> {
  const { version: expectedVersion } = await settings.current();
  await settings.change({ percent, capPerReader: 100, blind, expectedVersion }, head);
  now.mockImplementation(() => new Date(Date.now() + 7 * DAY_MS + SETTLED_MS));
  return rounds.drawLastWeek();
}

async function signed(by: Principal, { modality = 'CT', author = by } = {}): Promise<string> {
  const { uid } = await listStudy(context, { modality });
  const sections: ReportSection[] = [{ id: 'impression', text: `Impression of ${uid}` }];
  const writing = { templateId: null, sections, insertions: [], window: randomUUID(), sequence: 1 };
  await context.app.get(DraftsService, { strict: false }).start(uid, writing, author);
  if (author !== by) await sign(uid, author, 'preliminary');
  await sign(uid, by, 'final');
  return uid;
}

async function sign(uid: string, by: Principal, stage: 'preliminary' | 'final'): Promise<void> {
  const { report } = await context.app.get(StudyReports, { strict: false }).of(uid, by);
  const shown = { name: 'PHANTOM, ROW', id: 'PHANTOM-ROW', birthDate: null, sex: null };
  const seen = { studyInstanceUid: uid, patient: shown, acknowledged: [] };
  const request = { stage, expectedVersion: report?.draft?.version ?? 0, ...seen };
  await context.app.get(Signatures, { strict: false }).sign(uid, request, by);
}

const toReview = async (by: Principal, state: 'open' | 'given' = 'open') =>
  (await pages.reviews(peerReviewQuerySchema.parse({ state }), by)).reviews;

async function onlyOf(by: Principal): Promise<PeerReview> {
  const [one] = await toReview(by);
  if (!one) throw new Error('There is nothing to review');
  return one;
}

const feedbackTo = async (by: Principal) => (await pages.feedbackTo({ limit: 10 }, by)).feedback;

const agree: GivePeerReview = { verdict: 'agree', categories: [], comment: null };
const missed: GivePeerReview = {
  verdict: 'disagreeMajor',
  categories: ['perception'],
  comment: 'Rib fracture on the left',
};

describe('a draw', () => {
  it('gives reports of the week that is over to colleagues, each once', async () => {
    const uid = await signed(anna);
    expect(await drawn()).toBe(1);
    expect(await rounds.drawLastWeek()).toBe(0);
    expect(await onlyOf(ben)).toMatchObject({ studyInstanceUid: uid, author: null, given: null });
    expect(await toReview(anna)).toEqual([]);
    expect((await context.app.get(LearningTotals).of({ weeks: 13 })).rounds).toMatchObject([
      { reports: 1, assigned: 1, percent: 100 },
    ]);
    const events = await context.dataSource.query<{ payload: { reviewIds: string[] } }[]>(
      `select payload from event where name = 'PeerReviewsAssigned' order by id desc limit 1`,
    );
    expect(events[0]?.payload.reviewIds).toEqual([(await onlyOf(ben)).id]);
  });

  it('is one, whichever of several workers comes first', async () => {
    for (let time = 0; time < 4; time++) await signed(anna);
    await drawn(0);
    const { version: expectedVersion } = await settings.current();
    await settings.change({ percent: 50, capPerReader: 100, blind: true, expectedVersion }, head);
    const given = await Promise.all([1, 2, 3].map(() => rounds.drawLastWeek()));
    expect(given.sort()).toEqual([0, 0, 2]);
  });

  it('is not of this week, and none where the department draws none', async () => {
    await signed(anna);
    await settings.change({ percent: 100, capPerReader: 5, blind: true, expectedVersion: 0 }, head);
    expect(await rounds.drawLastWeek()).toBe(0);
    await context.dataSource.query('delete from peer_round');
    expect(await drawn(0)).toBe(0);
  });

  it('gives nothing to whoever wrote or signed it, to residents, or to those without the right to read it', async () => {
    await signed(ben, { author: resident });
    await signed(anna, { modality: 'MR' });
    await context.dataSource.query(
      `insert into reader_profile (user_id, rights)
       values ($1, '{"modalities": ["CT"], "subspecialties": [], "sites": [], "credentials": []}')`,
      [ben.id],
    );
    expect(await drawn()).toBe(1);
    expect(await toReview(anna)).toHaveLength(1);
    expect(await toReview(ben)).toEqual([]);
    expect(await toReview(resident)).toEqual([]);
    await expect(
      context.dataSource.query('update peer_review set reviewer_id = $1', [ben.id]),
    ).rejects.toThrow('peer_review');
  });
});

describe('a review', () => {
  it('shows the report, and its author only where the department is not blind', async () => {
    const uid = await signed(anna);
    await drawn(100, false);
    const one = await onlyOf(ben);
    expect(one.author).toBe('Anna');
    expect(one.sections).toEqual([{ id: 'impression', text: `Impression of ${uid}` }]);
  });

  it('is given once, by its reviewer, and reaches all whose report it is without the name', async () => {
    await signed(anna, { author: resident });
    await drawn();
    const { id } = await onlyOf(ben);
    expect(await refused(reviews.give(id, missed, anna))).toBe('NOT_FOUND');
    expect(await feedbackTo(anna)).toEqual([]);
    const given = await reviews.give(id, missed, ben);
    expect(given.given).toMatchObject(missed);
    expect(await reviews.give(id, missed, ben)).toEqual(given);
    expect(await refused(reviews.give(id, agree, ben))).toBe('PEER_REVIEW_GIVEN');
    expect(await toReview(ben)).toEqual([]);
    expect(await toReview(ben, 'given')).toEqual([given]);
    for (const theirs of [anna, resident])
      expect(await feedbackTo(theirs)).toMatchObject([{ id, reviewer: null, given: missed, answer: null }]);
    expect(await feedbackTo(ben)).toEqual([]);
  });

  it('is answered once, by those whose report it is, and the reviewer sees the answer', async () => {
    await signed(anna);
    await drawn(100, false);
    const { id } = await onlyOf(ben);
    expect(await refused(reviews.answer(id, { text: 'Early' }, anna))).toBe('NOT_FOUND');
    await reviews.give(id, missed, ben);
    expect(await refused(reviews.answer(id, { text: 'Mine' }, ben))).toBe('NOT_FOUND');
    const answered = await reviews.answer(id, { text: 'Thank you, seen now.' }, anna);
    expect(answered).toMatchObject({ reviewer: 'Ben', answer: { text: 'Thank you, seen now.' } });
    expect(await reviews.answer(id, { text: 'Thank you, seen now.' }, anna)).toEqual(answered);
    expect(await refused(reviews.answer(id, { text: 'Other' }, anna))).toBe('PEER_REVIEW_ANSWERED');
    expect((await toReview(ben, 'given'))[0]?.answer?.text).toBe('Thank you, seen now.');
  });

  it('that disagrees says what it is about, in the database too', async () => {
    await signed(anna);
    await drawn();
    await expect(
      context.dataSource.query(`update peer_review set verdict = 'disagreeMinor', given_at = now()`),
    ).rejects.toThrow('peer_review_check');
  });

  it('leaves nothing of what was said in events and audit', async () => {
    const uid = await signed(anna);
    await drawn();
    const { id } = await onlyOf(ben);
    await reviews.give(id, missed, ben);
    await reviews.answer(id, { text: 'Sesquipedalian' }, anna);
    const rows = await context.dataSource.query<{ said: string }[]>(
      `select payload::text as said from event where study_uid = $1 and name like 'PeerReview%'
       union all select detail from audit_event where study_uid = $1 and action = 'learning.give'`,
      [uid],
    );
    expect(rows).toHaveLength(4);
    expect(rows.map(({ said }) => said).join()).not.toMatch(/Rib|Sesqui|disagree|Anna|Ben/);
  });
});

describe('reviews and settings', () => {
  it('are paged, the latest first', async () => {
    for (let time = 0; time < 3; time++) await signed(anna);
    await drawn();
    const first = await pages.reviews(peerReviewQuerySchema.parse({ limit: 2 }), ben);
    const rest = await pages.reviews(peerReviewQuerySchema.parse({ limit: 2, after: first.next }), ben);
    expect([first.reviews.length, rest.reviews.length, first.open, rest.next]).toEqual([2, 1, 3, null]);
    const ids = [...first.reviews, ...rest.reviews].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('are changed by one head at a time, with a line in the audit trail', async () => {
    const change = { percent: 5, capPerReader: 3, blind: true, expectedVersion: 0 };
    expect(await settings.change(change, head)).toEqual({
      version: 1,
      percent: 5,
      capPerReader: 3,
      blind: true,
    });
    expect(await refused(settings.change({ ...change, percent: 50 }, head))).toBe('VERSION_CONFLICT');
    const [line] = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'learning.configure' order by id desc limit 1`,
    );
    expect(JSON.parse(line?.detail ?? '')).toEqual({ percent: 5, capPerReader: 3, blind: true });
  });

  it('are shown to the head as totals of modalities, without small numbers and names', async () => {
    for (const by of [anna, ben]) for (let time = 0; time < 3; time++) await signed(by);
    await signed(anna, { modality: 'MR' });
    await drawn();
    for (const by of [anna, ben]) for (const { id } of await toReview(by)) await reviews.give(id, agree, by);
    const totals = await context.app.get(LearningTotals).of({ weeks: 13 });
    expect(totals.modalities).toEqual([
      {
        modality: 'CT',
        reviewed: 6,
        verdicts: { agree: 6, disagreeMinor: 0, disagreeMajor: 0, greatCatch: 0 },
      },
      {
        modality: 'MR',
        reviewed: null,
        verdicts: { agree: null, disagreeMinor: null, disagreeMajor: null, greatCatch: null },
      },
    ]);
    expect(JSON.stringify(totals)).not.toMatch(/Anna|Ben/);
    expect(JSON.stringify(totals)).not.toContain(anna.id);
  });
});
