import { compareReadingOrder, type ReadingRules, type WorklistItem } from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { insertStudy, type StudyRow } from '../../test/studies.js';
import type { Principal } from '../identity/index.js';
import { RuleBook } from '../rules/index.js';
import { FIRST_RULES } from '../triage/index.js';
import { OrderKeeper } from './order-keeper.js';
import { Prioritiser } from './prioritiser.js';
import { RulesPreviewer } from './rules-preview.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistPages } from './worklist-pages.js';
import { WorklistService } from './worklist.service.js';

const person = (name: string, id: number): Principal => ({
  kind: 'person',
  id: `00000000-0000-4000-8000-00000000000${id}`,
  displayName: name,
  email: `${name.toLowerCase()}@spec.local`,
  role: 'departmentHead',
});
const head = person('Head', 1);
const second = person('Second', 2);
const shorter: ReadingRules = {
  ...FIRST_RULES,
  exceptions: [{ orderClass: 'routine', modality: 'CT', location: null, site: null, minutes: 30 }],
};

let context: TestContext;
let book: RuleBook;
let worklist: WorklistService;
let listPages: WorklistPages;
let keeper: OrderKeeper;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  book = context.app.get(RuleBook, { strict: false });
  worklist = context.app.get(WorklistService);
  listPages = context.app.get(WorklistPages);
  keeper = context.app.get(OrderKeeper);
});
afterAll(() => context.close());
beforeEach(async () => {
  await context.dataSource.query('delete from study; delete from imaging_order; delete from rule_proposal');
  const { active } = await book.inForce();
  if (active.version > 1) await book.revert({ to: 1, reason: 'a clean start' }, head);
});

const listed = (row?: StudyRow) => listStudy(context, row);

async function item({ uid }: { uid: string }): Promise<WorklistItem> {
  return worklist.requireItem(uid);
}

async function propose(rules: ReadingRules, by = head) {
  const { active } = await book.inForce();
  return book.propose({ rules, reason: 'CT of the day is read sooner', basedOn: active.version }, by);
}

async function applied(): Promise<void> {
  while ((await keeper.raiseOverdue()) + (await keeper.applyRules()) > 0);
}

describe('rules', () => {
  it('take effect once a second person approves them, and move what they are about', async () => {
    const ct = await listed({ readyMinutesAgo: 45 });
    const mr = await listed({ readyMinutesAgo: 45, modality: 'MR' });
    const proposal = await propose(shorter);
    await applied();
    expect((await item(ct)).band).toBe(3);

    const version = await book.approve(proposal.id, second);
    expect(version).toMatchObject({ rules: shorter, proposedBy: 'Head', approvedBy: 'Second' });
    await applied();
    const moved = await item(ct);
    expect(moved).toMatchObject({ band: 1, overdue: true, policyVersion: `order-2.${version.version}` });
    expect(moved.reasons.map((reason) => reason.text)).toEqual([
      'Overdue: the target for this Routine study is 30 min',
      'Routine (by default), target 30 min for CT',
    ]);
    expect((await item(mr)).band).toBe(3);
  });

  it('cannot be approved by who proposed them', async () => {
    const proposal = await propose(shorter);
    await expect(book.approve(proposal.id, head)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect((await book.inForce()).proposal?.id).toBe(proposal.id);
  });

  it('wait one at a time, and are made from those in force', async () => {
    const proposal = await propose(shorter);
    await expect(propose(FIRST_RULES, second)).rejects.toMatchObject({ code: 'PROPOSAL_WAITS' });
    await book.dismiss(proposal.id, head);
    await expect(
      book.propose({ rules: shorter, reason: 'from an old page', basedOn: 0 }, head),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(book.approve(proposal.id, second)).rejects.toMatchObject({ status: 404 });
  });

  it('come into force once, whoever approves at the same moment', async () => {
    const proposal = await propose(shorter);
    const before = (await book.inForce()).active.version;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => book.approve(proposal.id, person('Other', 3 + (index % 6)))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await book.inForce()).active.version).toBe(before + 1);
  });

  it('are returned to by one person, as a new version that says so', async () => {
    const ct = await listed({ readyMinutesAgo: 45 });
    await book.approve((await propose(shorter)).id, second);
    await applied();
    const back = await book.revert({ to: 1, reason: 'too many overdue' }, head);
    expect(back).toMatchObject({ rules: FIRST_RULES, restores: 1, approvedBy: 'Head' });
    await applied();
    expect(await item(ct)).toMatchObject({ band: 3, overdue: false });
    await expect(book.revert({ to: back.version, reason: 'again' }, head)).rejects.toMatchObject({
      code: 'RULES_IN_FORCE',
    });
  });

  it('leave a line in the audit trail for each step', async () => {
    const proposal = await propose(shorter);
    await book.approve(proposal.id, second);
    const rows = await context.dataSource.query<{ actor: string; detail: string }[]>(
      "select actor, detail from audit_event where action = 'rules.write' order by id desc limit 2",
    );
    expect(rows.map(({ actor }) => actor)).toEqual([`person:${second.id}`, `person:${head.id}`]);
    expect(rows[0]?.detail).toContain('approved');
  });
});

describe('the order class', () => {
  const order = (values: Record<string, string>) => {
    const row = {
      patient_id: 'PHANTOM-ROW',
      patient_name: 'PHANTOM^ROW',
      requested_procedure_id: 'R',
      modality: 'CT',
      scheduled_at: '2026-03-01T08:00:00',
      step_id: 'S',
      priority: 'stat',
      status: 'completed',
      accession_number: 'A1',
      study_instance_uid: '2.25.1',
      ...values,
    };
    return context.dataSource.query(
      `insert into imaging_order (${Object.keys(row).join(', ')})
       values (${Object.keys(row)
         .map((_, index) => `$${index + 1}`)
         .join(', ')})`,
      Object.values(row),
    );
  };

  it('is that of the order, with where the patient is', async () => {
    const study = await insertStudy(context.dataSource);
    await order({ study_instance_uid: study.uid, patient_location: 'Emergency' });
    await context.dataSource.transaction((manager) => context.app.get(Prioritiser).admit(manager, study.id));
    const found = await item(study);
    expect(found).toMatchObject({ orderClass: 'stat', band: 0, location: 'Emergency' });
    expect(found.reasons[0]?.text).toContain('stated in the order');
  });

  it('is not taken from an order that has the accession number of another patient', async () => {
    const study = await insertStudy(context.dataSource);
    await context.dataSource.query("update study set accession_number = 'A1' where id = $1", [study.id]);
    await order({ patient_id: 'SOMEBODY-ELSE' });
    await context.dataSource.transaction((manager) => context.app.get(Prioritiser).admit(manager, study.id));
    expect((await item(study)).orderClass).toBe('routine');
  });

  it('follows an order that changes, unless a person set it', async () => {
    const [free, set] = [await listed(), await listed()];
    await worklist.prioritise(
      set.uid,
      { orderClass: 'urgent', reason: 'asked by phone', expectedVersion: (await item(set)).version },
      { ...head, role: 'radiologist' },
    );
    await order({ study_instance_uid: free.uid, accession_number: 'A1' });
    await order({ study_instance_uid: set.uid, accession_number: 'A2' });
    const orders = await context.dataSource.query<{ id: string }[]>('select id from imaging_order');
    for (const { id } of orders)
      await context.dataSource.transaction((manager) => keeper.refreshOfOrder(manager, id));
    expect((await item(free)).orderClass).toBe('stat');
    expect((await item(set)).orderClass).toBe('urgent');
  });
});

describe('STAT', () => {
  it('is in order of age, whatever its targets', async () => {
    const rules: ReadingRules = {
      ...FIRST_RULES,
      exceptions: [{ orderClass: 'stat', modality: 'CT', location: null, site: null, minutes: 5 }],
    };
    await book.approve((await propose(rules)).id, second);
    const older = await listed({ priority: 'STAT', modality: 'MR', readyMinutesAgo: 10 });
    const younger = await listed({ priority: 'STAT', readyMinutesAgo: 8 });
    const page = await listPages.page({ limit: 10 });
    expect(page.items.map((one) => one.studyInstanceUid)).toEqual([older.uid, younger.uid]);
    expect([...page.items].sort(compareReadingOrder)).toEqual(page.items);
  });
});

describe('the preview', () => {
  it("shows what rules would move on today's list, and changes nothing", async () => {
    const ct = await listed({ readyMinutesAgo: 45 });
    await listed({ readyMinutesAgo: 60, modality: 'MR' });
    const before = await listPages.page({ limit: 10 });
    const preview = await context.app
      .get(RulesPreviewer)
      .preview({ rules: shorter, department: { readers: 3 } });
    expect(preview.list).toMatchObject({ unread: 2, looked: 2, movedUp: 1, movedDown: 1 });
    expect(preview.list.largest.find((one) => one.studyInstanceUid === ct.uid)).toMatchObject({
      from: 2,
      to: 1,
    });
    expect(preview.list.before.overdue).toBe(0);
    expect(preview.list.after.overdue).toBe(1);
    expect(preview.department.readers).toBe(3);
    const after = await listPages.page({ limit: 10 });
    expect(after.items).toEqual(before.items);
  });

  it('tells waits of flagged and unflagged studies under both rules from the same arrivals', async () => {
    const rules: ReadingRules = { ...FIRST_RULES, suspicionRank: 'withStat' };
    const department = {
      readers: 2,
      arrivalsPerHour: 9,
      readMinutes: 10,
      flaggedShare: 0.2,
      statShare: 0.1,
      urgentShare: 0.1,
    };
    const preview = await context.app.get(RulesPreviewer).preview({ rules, department });
    const of = (waits: typeof preview.before, kind: string) => waits.find((one) => one.kind === kind);
    expect(preview.measured).toEqual([]);
    expect(preview.utilisation).toBeCloseTo(0.75);
    expect(of(preview.before, 'flagged')?.studies).toBe(of(preview.after, 'flagged')?.studies);
    expect(of(preview.after, 'stat')?.meanMinutes).toBeGreaterThan(
      of(preview.before, 'stat')?.meanMinutes ?? 0,
    );
    expect(await context.app.get(RulesPreviewer).preview({ rules, department })).toEqual(preview);
  });

  it('measures shares from thirty studies, and a rate from a day of them', async () => {
    const preview = () => context.app.get(RulesPreviewer).preview({ rules: FIRST_RULES, department: {} });
    expect((await preview()).measured).toEqual([]);
    await listed({ priority: 'STAT' });
    for (let n = 1; n < 30; n += 1) await listed({ readyMinutesAgo: n });
    const hour = await preview();
    expect(hour.measured).not.toContain('arrivalsPerHour');
    expect(hour.measured).toContain('statShare');
    expect(hour.department.statShare).toBeCloseTo(1 / 30);
    await listed({ readyMinutesAgo: 31 * 60 });
    const day = await preview();
    expect(day.measured).toContain('arrivalsPerHour');
    expect(day.department.arrivalsPerHour).toBeCloseTo(1, 1);
  });
});
