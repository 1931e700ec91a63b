import type { Turnaround } from '@firstread/contract';
import { startContext, type TestContext } from './context.js';
import { insertReader } from './readers.js';
import { impactAlerts } from '../src/ai-impact/domain/flags.js';
import { readerHours } from '../src/ai-impact/domain/sessions.js';
import { readImpactLog } from '../src/ai-impact/impact-log.js';
import { FairnessHttpModule } from '../src/fairness/index.js';
import { FairnessService } from '../src/fairness/fairness.service.js';
import { countAll } from '../src/fairness/test/counting.js';
import { orphanFigure } from '../src/live-board/figures/orphans.js';
import { instantsOf, TurnaroundService } from '../src/turnaround/index.js';
import { TRUE_STAGES, type DepartmentTruth } from '../src/synthetic/domain/truth.js';
import { SyntheticDepartments } from '../src/synthetic/synthetic-departments.js';
import { SyntheticModule } from '../src/synthetic/synthetic.module.js';

const UNTIL = new Date('2026-03-07T00:00:00Z');
const WANTED = { days: 3, readers: 1, studiesPerDay: 360, seed: 13, until: UNTIL, besideReal: false };
/** Orders are placed long before the first study is ready. */
const PERIOD = { from: '2025-06-01', to: '2026-03-09' };
/** Fairness answers for 31 days at most. */
const FAIRNESS = { from: '2026-03-01', to: '2026-03-09' };
const QUANTILES = ['median', 'p75', 'p90', 'p95', 'p99'] as const;

let context: TestContext;
let truth: DepartmentTruth;
beforeAll(async () => {
  context = await startContext(() => [SyntheticModule, FairnessHttpModule]);
  truth = await context.app.get(SyntheticDepartments).write(WANTED, () => undefined);
});
afterAll(() => context.close());

async function figuresOf(stage: (typeof TRUE_STAGES)[number], by: 'none' | 'aiState' = 'none') {
  const answer: Turnaround = await context.app
    .get(TurnaroundService, { strict: false })
    .figures({ stage, ...PERIOD, groupBy: by });
  return answer;
}

describe('A synthetic department', () => {
  it.each(TRUE_STAGES)('is recovered by the figures of turnaround: %s', async (stage) => {
    const { groups, relativeError } = await figuresOf(stage);
    const [found] = groups;
    const told = truth.stages[stage];
    if (!found || !told?.quantiles) throw new Error('There is nothing to compare');
    expect({ n: found.n, open: found.open, excluded: found.excluded }).toEqual({
      n: told.n,
      open: told.open,
      excluded: told.excluded,
    });
    expect((found.fallbackShare ?? 0) * told.n).toBeCloseTo(told.fallbacks, 6);
    expect(found.max).toBeCloseTo(told.max as number, 2);
    for (const name of QUANTILES) {
      const off = Math.abs((found[name] as number) - told.quantiles[name]);
      expect(off).toBeLessThanOrEqual(told.quantiles[name] * relativeError * (1 + 1e-9) + 1e-6);
    }
  });

  it('has the flagged share that its models gave it', async () => {
    const { groups } = await figuresOf('aiLatency', 'aiState');
    const counted = new Map(groups.map(({ key, n, open }) => [key, (n ?? 0) + (open ?? 0)]));
    const all = [...counted.values()].reduce((sum, one) => sum + one, 0);
    expect((counted.get('flagged') ?? 0) / all).toBeCloseTo(truth.flaggedShare, 1);
  });

  it('has readers whose choices out of order are recovered by the figures of fairness', async () => {
    await countAll(context);
    const head = { ...(await insertReader(context.dataSource, 'Head')), role: 'departmentHead' } as const;
    const { readers, pending } = await context.app
      .get(FairnessService, { strict: false })
      .figures(FAIRNESS, head);
    expect(pending).toBe(false);
    const told = truth.choices.filter(({ choices }) => choices >= 30);
    expect(told.length).toBeGreaterThan(0);
    for (const { readerId, choices, outOfOrder } of told) {
      const found = readers.find((one) => one.readerId === readerId);
      expect(Math.abs((found?.outOfOrder.value ?? 0) - outOfOrder / choices)).toBeLessThan(0.03);
    }
    const [leaning] = await context.dataSource.query<[{ share: number }]>(
      'select sum(lighter)::float8 / sum(leaning) as share from reader_day',
    );
    expect(leaning.share).toBeGreaterThan(0.5);
    const idle = readers.filter(({ readerId }) => !truth.choices.some((one) => one.readerId === readerId));
    expect(idle.map(({ outOfOrder }) => outOfOrder.n)).toEqual(idle.map(() => 0));
  });

  it('burdens readers with the alerts that its models gave them', async () => {
    const period = { ...instantsOf(FAIRNESS, 'UTC'), timeZone: 'UTC', now: UNTIL };
    for (const model of truth.models) {
      const { log } = await readImpactLog(context.dataSource, { model, ...period });
      const burden = impactAlerts(log, model, readerHours(log));
      if (!burden.known) throw new Error(burden.refusal.reason);
      const { alerts, perReaderHour } = burden.value;
      expect(alerts).toBe(model.alerts);
      expect(perReaderHour.known).toBe(true);
    }
  });

  it('has orders as their events tell, among them orphans of both kinds', async () => {
    const { manager } = context.dataSource;
    const [orders] = await manager.query<[Record<string, number>]>(
      `select (count(*) filter (where status = 'scheduled'))::int as scheduled,
              (count(*) filter (where status = 'discontinued'))::int as cancelled,
              (count(*) filter (where status = 'completed' and study.id is null))::int as lost
         from imaging_order left join study using (study_instance_uid)`,
    );
    const { scheduledOrders: scheduled, cancelledOrders: cancelled, lostOrders: lost } = truth;
    expect(orders).toEqual({ scheduled, cancelled, lost });
    const { noImages, noOrder } = await orphanFigure(manager, new Date(UNTIL.getTime() + 15 * 60_000));
    expect(noImages.count).toBe(lost);
    expect(noOrder?.count).toBeGreaterThanOrEqual(0);
  });

  it('leaves nothing that anybody would be told of', async () => {
    const [found] = await context.dataSource.query<[Record<string, number>]>(
      `select (select count(*)::int from alert where acknowledged_at is null and ended_at is null or due_at is not null) as alerts,
              (select count(*)::int from critical_result where state = 'open' or tell_at is not null) as criticals,
              (select count(*)::int from report_document) as documents,
              (select count(*)::int from message_delivery) as messages,
              (select count(*)::int from worklist_item item join inference_run run using (study_id)
                where reading = 'unread' and state = 'flagged' and not exists (
                  select from alert where alert.study_id = item.study_id and ended_at is null)) as "raisedAnew"`,
    );
    expect(found).toEqual({ alerts: 0, criticals: 0, documents: 0, messages: 0, raisedAnew: 0 });
  });

  it('says everywhere that it is synthetic, and hides nothing from those who alert or run', async () => {
    const [found] = await context.dataSource.query<[Record<string, number>]>(
      `select (select count(*)::int from study where patient_name not like 'SYNTHETIC^%') as unnamed,
              (select count(*)::int from event where transaction > '0'::xid8 and study_uid is not null) as consumed,
              (select count(*)::int from inference_run where encoded_at is null) as unencoded,
              (select count(*)::int from instance) as images`,
    );
    expect(found).toEqual({ unnamed: 0, consumed: 0, unencoded: 0, images: 0 });
  });

  it('is written once, and not beside real studies unless that is wanted', async () => {
    const { app, dataSource } = context;
    const departments = app.get(SyntheticDepartments);
    await expect(departments.write(WANTED, () => undefined)).rejects.toThrow('there already');
    await dataSource.query(
      `insert into study (study_instance_uid, attributes, state) values ('1.2.3', '{}', 'complete')`,
    );
    await expect(departments.write({ ...WANTED, seed: 14 }, () => undefined)).rejects.toThrow(
      'not synthetic',
    );
  });
});
