import fc from 'fast-check';
import {
  matchesFilter,
  type Finding,
  type SaveView,
  type WorklistFilter,
  type WorklistItem,
} from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { refused } from '../../test/refused.js';
import { insertStudy } from '../../test/studies.js';
import { randomFrom } from '../dicom/index.js';
import type { Principal } from '../identity/index.js';
import { RunStore } from '../inference/index.js';
import { Clock } from '../platform/index.js';
import { ClaimsService } from './claims.service.js';
import { HoldsService } from './holds.service.js';
import { LEASE_MS } from './leases.js';
import { builtInViews } from './domain/built-in-views.js';
import { facetsSql, pageSql, type Statement } from './filter.sql.js';
import { LayoutStore } from './layout-store.js';
import { Prioritiser } from './prioritiser.js';
import { ViewsService } from './views.service.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistPages } from './worklist-pages.js';

const STUDIES = 48;
const MODALITIES = ['CT', 'DX', 'MR'];
const SITES = ['North', 'South', null];
const HOLD_MS = 10 * 60_000;
const PRIORITIES = ['STAT', 'HIGH', 'ROUTINE'];

let context: TestContext;
let listPages: WorklistPages;
let views: ViewsService;
/** Milliseconds that the clock is ahead. */
let ahead = 0;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  listPages = context.app.get(WorklistPages);
  views = context.app.get(ViewsService);
  context.app.get(Clock).now = () => new Date(Date.now() + ahead);
});
afterAll(() => context.close());

function person(n: number, role: Principal['role'] = 'radiologist'): Principal {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { kind: 'person', id, displayName: `Reader ${n}`, email: null, role };
}
const me = person(1);
const head = person(3, 'departmentHead');

const finding: Finding = {
  concept: { scheme: 'SCT', value: '50960005', meaning: 'Hemorrhage' },
  label: 'Hyperdensity suspected',
  flagged: true,
  critical: false,
  score: 0.9,
  operatingPoint: 0.5,
  quantity: null,
  keyImage: null,
  boxes: [],
};

/** A model flags the study. */
async function flag(study: { id: string; uid: string }, critical: boolean): Promise<void> {
  const runs = context.app.get(RunStore, { strict: false });
  const model = { modelId: 'head-ct-hyperdensity', modelVersion: '1.0.0', modelSha256: '0'.repeat(64) };
  const input = { eligible: true, seriesUid: `${study.uid}.1` } as const;
  await context.dataSource.transaction((manager) =>
    runs.plan(manager, { studyId: study.id, studyUid: study.uid, revision: 1 }, [
      { ...model, effect: 'shown', site: null, scanner: null, input },
    ]),
  );
  const [planned] = await runs.runsOfStudies([study.id]);
  const run = planned && (await runs.begin(planned.id));
  if (!run) throw new Error('The run was not planned');
  await runs.finish(run, { state: 'flagged', findings: [{ ...finding, critical }], timings: {} });
}

/** One study after the other, of every kind, some on hold, some claimed, some with a hold or claim that ran out. */
async function mixedList(): Promise<void> {
  const random = randomFrom('views');
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const claims = context.app.get(ClaimsService);
  const prioritiser = context.app.get(Prioritiser);
  for (let n = 0; n < STUDIES; n += 1) {
    const study = await insertStudy(context.dataSource, {
      priority: one(PRIORITIES),
      modality: one(MODALITIES),
      readyMinutesAgo: one([0, 130, 1500]),
    });
    await context.dataSource.query('update study set institution = $2 where id = $1', [study.id, one(SITES)]);
    if (random() < 0.3) await flag(study, random() < 0.5);
    await context.dataSource.transaction((manager) => prioritiser.admit(manager, study.id));
    ahead = random() < 0.3 ? -3 * HOLD_MS : 0;
    if (random() < 0.4) await holdOn(study.uid);
    ahead = random() < 0.2 ? -LEASE_MS - 1000 : 0;
    if (random() < 0.5) await claims.ask(study.uid, {}, one([me, person(2)]));
    ahead = 0;
  }
}

/** Puts the study on hold for `HOLD_MS` from the time of the clock. */
async function holdOn(studyUid: string): Promise<void> {
  const until = new Date(Date.now() + ahead + HOLD_MS).toISOString();
  const hold = { kind: 'awaitingPriors', until } as const;
  await context.app.get(HoldsService).place(studyUid, hold, me);
}

const some = <T>(...values: T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined });
const filterArbitrary = fc
  .record({
    modalities: some('CT', 'DX', 'MR', 'US'),
    sites: some('North', 'South', ''),
    orderClasses: some('stat', 'urgent', 'routine'),
    bands: some(0, 1, 2, 3),
    overdue: fc.constantFrom(undefined, undefined, true as const),
    aiSuspected: fc.constantFrom(undefined, undefined, true as const),
    holder: fc.constantFrom(undefined, undefined, 'me' as const, 'nobody' as const, 'others' as const),
    onHold: fc.constantFrom(undefined, undefined, true as const),
  })
  .map((filter) => filter as WorklistFilter);

describe('a filter', () => {
  let all: WorklistItem[];
  beforeAll(async () => {
    await mixedList();
    all = (await listPages.page({ limit: 500 }, me)).items;
  });

  it('means the same on the page and in the database, whatever it asks for', async () => {
    expect(all).toHaveLength(STUDIES);
    expect(all.filter(({ hold }) => hold !== null).length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(filterArbitrary, async (filter) => {
        const expected = all.filter((item) => matchesFilter(filter, item, me.id));
        const { items, counts } = await listPages.page({ limit: 500, filter }, me);
        expect(items.map((item) => item.studyInstanceUid)).toEqual(
          expected.map((item) => item.studyInstanceUid),
        );
        expect(counts).toEqual({
          unread: expected.length,
          stat: expected.filter((item) => item.band === 0).length,
          overdue: expected.filter((item) => item.overdue).length,
          total: STUDIES,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('is paged in reading order without loss or repetition', async () => {
    const filter: WorklistFilter = { modalities: ['CT', 'MR'] };
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPages.page({ limit: 7, after, filter }, me);
      seen.push(...page.items.map((item) => item.studyInstanceUid));
      after = page.next ?? undefined;
    } while (after);
    const expected = all.filter((item) => matchesFilter(filter, item, me.id));
    expect(seen).toEqual(expected.map((item) => item.studyInstanceUid));
  });

  it('follows the study: a new modality and a new flag are found at once', async () => {
    const plain = all.find(
      (item) => item.ai.length === 0 && item.modalities[0] === 'CT' && item.claim === null,
    );
    const uid = plain?.studyInstanceUid ?? '';
    const [{ id } = { id: '' }] = await context.dataSource.query<{ id: string }[]>(
      'select id from study where study_instance_uid = $1',
      [uid],
    );
    await flag({ id, uid }, false);
    await context.dataSource.query(`update series set modality = 'XA' where study_id = $1`, [id]);
    await context.dataSource.transaction((manager) => context.app.get(Prioritiser).refresh(manager, id));
    const { items } = await listPages.page(
      { limit: 9, filter: { modalities: ['XA'], aiSuspected: true } },
      me,
    );
    expect(items.map((item) => item.studyInstanceUid)).toEqual([uid]);
    // A flag of a finding that is not critical raises nothing.
    expect(items[0]?.band).toBe(plain?.band);
  });

  it('counts every view at once, and says what there is to filter by', async () => {
    const { counts, modalities, sites } = await views.counts(me);
    for (const { id, filter } of builtInViews) {
      const page = await listPages.page({ limit: 1, filter }, me);
      expect([id, counts[id]]).toEqual([id, { unread: page.counts.unread, stat: page.counts.stat }]);
    }
    expect(modalities).toEqual(['CT', 'DX', 'MR', 'XA']);
    expect(sites).toEqual(['', 'North', 'South']);
  });
});

describe('of many studies', () => {
  beforeAll(async () => {
    await context.dataSource.query('delete from study');
    await context.dataSource.query(`
      with made as (
        insert into study (study_instance_uid, attributes, state)
        select '1.2.' || n, '{}', 'complete' from generate_series(1, 8000) n returning id, study_instance_uid)
      insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue,
        reasons, policy_version, reading, modalities, site, suspected)
      select id, study_instance_uid, 'routine', 'default', (random() * 3)::int, now() + random() * interval '1 day', now(), now(),
        random() < 0.05, '[]', 'spec', case when random() < 0.9 then 'read' else 'unread' end,
        array[(array['CT', 'MR', 'DX'])[1 + floor(random() * 3)::int]], 'Site ' || floor(random() * 5),
        random() < 0.05
        from made`);
    await context.dataSource.query(
      `insert into claim (study_id, holder_id, holder, since, expires_at)
       select study_id, $1, 'Reader', now(), now() + interval '1 hour' from worklist_item
        where reading = 'unread' order by study_uid limit 5`,
      [me.id],
    );
    await context.dataSource.query(
      `insert into study_hold (study_id, kind, until, by_id, by_name, at, gave_back)
       select study_id, 'awaitingPriors', now() + interval '1 hour', $1, 'Reader', now(), false from worklist_item
        where reading = 'unread' order by study_uid desc limit 5`,
      [me.id],
    );
    await context.dataSource.query('vacuum analyze worklist_item, claim, study_hold');
  });

  async function planOf({ text, values }: Statement): Promise<string> {
    const lines = await context.dataSource.query<Record<'QUERY PLAN', string>[]>(`explain ${text}`, values);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  }

  it.each(builtInViews)('$name: its pages are read by index', async ({ filter }) => {
    const asked = { limit: 101, filter, readerId: me.id, now: new Date() };
    const after = { band: 1, rankAt: new Date().toISOString(), studyUid: '1.2.3' };
    for (const statement of [pageSql(asked), pageSql({ ...asked, after })])
      expect(await planOf(statement)).not.toContain('Seq Scan on worklist_item');
  });

  it('the counts of all views are read by index, from one statement', async () => {
    expect(await planOf(facetsSql(new Date()))).not.toContain('Seq Scan on worklist_item');
  });
});

describe('a saved view', () => {
  const chest: SaveView = {
    name: 'Chest',
    scope: 'own',
    filter: { modalities: ['DX'], holder: 'nobody' },
    sort: [{ column: 'waiting', direction: 'descending' }],
    columns: ['why', 'exam'],
  };
  const names = async (by: Principal) => (await views.list(by)).map(({ name }) => name);
  const builtIn = builtInViews.map(({ name }) => name);
  beforeEach(() => context.dataSource.query('delete from worklist_view'));

  it('is its reader’s alone, and can be changed and deleted by nobody else', async () => {
    const made = await views.create(chest, me);
    expect(await views.list(me)).toContainEqual({ ...chest, id: made.id });
    expect(await names(person(2))).toEqual(builtIn);
    expect(await refused(views.change(made.id, chest, person(2)))).toBe('NOT_FOUND');
    expect(await refused(views.remove(made.id, person(2)))).toBe('NOT_FOUND');
    await views.change(made.id, { ...chest, name: 'Chest X-ray' }, me);
    expect(await names(me)).toEqual([...builtIn, 'Chest X-ray']);
    await views.remove(made.id, me);
    expect(await names(me)).toEqual(builtIn);
  });

  it('is shared by a department head only, and every reader has it then', async () => {
    const shared = { ...chest, scope: 'shared' } as const;
    expect(await refused(views.create(shared, me))).toBe('FORBIDDEN');
    const made = await views.create(shared, head);
    expect(await names(me)).toEqual([...builtIn, 'Chest']);
    expect(await refused(views.change(made.id, chest, me))).toBe('FORBIDDEN');
    expect(await refused(views.remove(made.id, me))).toBe('FORBIDDEN');
    const own = await views.create(chest, me);
    expect(await refused(views.change(own.id, shared, me))).toBe('FORBIDDEN');
    await views.remove(made.id, head);
    expect((await views.list(me)).map(({ id }) => id)).toContain(own.id);
  });

  it('has a name of its own, and there is an end to how many there are', async () => {
    await views.create(chest, me);
    expect(await refused(views.create({ ...chest, name: 'CHEST' }, me))).toBe('VIEW_NAME_TAKEN');
    await views.create(chest, person(2));
    for (let n = 1; n < 30; n += 1) await views.create({ ...chest, name: `View ${n}` }, me);
    expect(await refused(views.create({ ...chest, name: 'One more' }, me))).toBe('TOO_MANY_VIEWS');
  });

  it('leaves a line in the audit trail for every change, without what the reader wrote', async () => {
    const made = await views.create(chest, me);
    await views.change(made.id, { ...chest, name: 'Other' }, me);
    await views.remove(made.id, me);
    const lines = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'view.write' and detail like $1 order by id`,
      [`${made.id}%`],
    );
    expect(lines.map(({ detail }) => detail.slice(made.id.length + 1))).toEqual([
      'made, own',
      'changed, own',
      'deleted',
    ]);
  });
});

describe('the layout', () => {
  it('is one per reader, and starts with what everybody has', async () => {
    const layouts = context.app.get(LayoutStore);
    const fresh = await layouts.of(me.id);
    expect(fresh).toMatchObject({ density: 'compact', view: 'all', columns: null, sort: null });
    const kept = { ...fresh, density: 'relaxed', columns: ['why', 'images'], keys: { claim: 'x' } } as const;
    await layouts.put(me.id, { ...kept, columns: [...kept.columns] });
    expect(await layouts.of(me.id)).toEqual(kept);
    expect(await layouts.of(head.id)).toEqual(fresh);
    await context.dataSource.query(`update worklist_layout set layout = '{"density": "huge"}'`);
    expect(await layouts.of(me.id)).toEqual(fresh);
  });
});
