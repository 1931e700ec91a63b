import fc from 'fast-check';
import { groupBy } from '../../platform/index.js';
import { startContext, type TestContext } from '../../../test/context.js';
import { ClinicalEventStore, type NewClinicalEvent } from '../clinical-event-store.js';
import { KINDS } from '../domain/vocabulary.js';
import { CELL, cellOf, type CellRow } from '../cells.js';
import { takenTogether, type Cell } from '../domain/roll-up.js';
import { hoursFromBytes } from '../domain/totals.js';
import { Loads } from '../loads.js';
import { EventPartitions } from '../event-partitions.js';
import { Timelines } from '../timelines.js';
import { Totals } from '../totals.js';
import { TurnaroundModule } from '../turnaround.module.js';
import { clinicalEvent } from './events.js';
import { projectAll } from './following.js';

const T0 = Date.UTC(2026, 9, 24, 20);
const at = (minutes: number) => new Date(T0 + minutes * 60_000);

let context: TestContext;
let store: ClinicalEventStore;
let position = 0n;

beforeAll(async () => {
  context = await startContext(() => [TurnaroundModule]);
  store = context.app.get(ClinicalEventStore, { strict: false });
});
afterAll(() => context.close());

function write(
  studyUid: string,
  event: Partial<NewClinicalEvent> & Pick<NewClinicalEvent, 'kind' | 'happenedAt'>,
) {
  position += 1n;
  const { kind, happenedAt } = event;
  const whole: NewClinicalEvent = {
    ...clinicalEvent(kind, happenedAt),
    studyUid,
    byRole: null,
    readerId: null,
    position: { transaction: 3n, id: position },
    part: 0,
    ...event,
  };
  return context.dataSource.transaction(async (manager) => {
    await store.write(manager, [whole]);
    await context.app.get(Timelines, { strict: false }).markStale(manager, [studyUid]);
    return whole;
  });
}

const COUNTS =
  "site, modality, order_class, ai_state, n, fallbacks, excluded, max_seconds, encode(sketch, 'hex')";

const snapshot = () =>
  context.dataSource.query<object[]>(
    `select 'cell' as stated, '' as hours, stage, hour, ${COUNTS} from turnaround_rollup
     union all select stated, encode(hours, 'hex'), stage, hour, ${COUNTS} from turnaround_total
     union all select 'waiting', '', '', hour, '', '', '', '', change, 0, '{}', null, '' from waiting_change where change <> 0
     order by stated, stage, hour, site, modality, order_class, ai_state`,
  );

/** From the clinical events alone. */
async function recomputed(): Promise<object[]> {
  const tables = [
    'waiting_change',
    'turnaround_total',
    'turnaround_rollup',
    'turnaround_dirty_day',
    'turnaround_dirty_hour',
    'study_interval',
    'study_timeline',
  ];
  for (const table of tables) await context.dataSource.query(`delete from ${table}`);
  await context.dataSource.query(
    'insert into study_timeline (study_uid, stale) select distinct study_uid, true from clinical_event',
  );
  await projectAll(context);
  return snapshot();
}

describe('Counts by the hour', () => {
  it('kept in step event by event are those made from all events at once', async () => {
    const step = fc.record({
      study: fc.constantFrom('1.1', '1.2', '1.3', '1.4'),
      kind: fc.constantFrom(...KINDS),
      minutes: fc.integer({ min: -60, max: 700 }),
      late: fc.integer({ min: -20, max: 60 }),
      run: fc.constantFrom('a', 'b'),
      orderClass: fc.constantFrom('stat', 'routine'),
      correct: fc.boolean(),
      catchUp: fc.boolean(),
    });
    let most = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        for (const { study, kind, minutes, late, run, orderClass, correct, catchUp } of steps) {
          const { manager } = context.dataSource;
          const last = correct ? await store.lastOf(manager, study, kind, null) : undefined;
          await write(study, {
            kind,
            happenedAt: at(minutes),
            recordedAt: at(minutes + late),
            corrects: last?.id ?? null,
            detail: kind.startsWith('ai')
              ? { run, state: 'flagged' }
              : { orderClass, modality: 'CT', site: run },
          });
          if (catchUp) await projectAll(context);
        }
        await projectAll(context);
        const kept = await snapshot();
        expect(await recomputed()).toEqual(kept);
        most = Math.max(most, kept.length);
      }),
      { numRuns: 8 },
    );
    // One case may draw nothing that begins an interval; all of them do not.
    expect(most).toBeGreaterThan(0);
  });

  it('are not lost where a study changes while its hour is being counted', async () => {
    await Promise.all([
      ...Array.from({ length: 12 }, async (_, turn) => {
        await write(`2.${turn}`, { kind: 'readyToRead', happenedAt: at(0) });
        await write(`2.${turn}`, { kind: 'firstOpened', happenedAt: at(turn) });
      }),
      projectAll(context),
      projectAll(context),
      projectAll(context),
    ]);
    await projectAll(context);
    const kept = await snapshot();
    expect(await recomputed()).toEqual(kept);
  });
});

describe('Totals', () => {
  it('of every day and choice of facets hold what the cells hold, and those of hours too', async () => {
    const [cells] = await context.dataSource.query<[{ n: number; excluded: number }]>(
      `select sum(n)::int as n, count(*) filter (where excluded <> '{}')::int as excluded from turnaround_rollup`,
    );
    const totals = await context.dataSource.query<{ stated: string; n: number; hours: Buffer }[]>(
      'select stated, n, hours from turnaround_total',
    );
    const byChoice = [...groupBy(totals, ({ stated }) => stated).values()];
    expect(byChoice).toHaveLength(16);
    const sum = (all: readonly { n: number }[]) => all.reduce((n, one) => n + one.n, 0);
    for (const choice of byChoice) {
      expect(sum(choice)).toBe(cells.n);
      expect(sum(choice.flatMap(({ hours }) => hoursFromBytes(at(0), hours)))).toBe(cells.n);
    }
  });

  it('of hours are those of the cells, whatever is asked for', async () => {
    const { dataSource } = context;
    const all = { from: new Date(0), until: at(1e6), site: undefined, aiState: undefined };
    const asked = { ...all, stage: 'wait', modality: 'CT', orderClass: 'stat' } as const;
    const told = await context.app.get(Totals, { strict: false }).cells(asked, 'shift');
    const rows = await dataSource.query<CellRow[]>(
      `select ${CELL} from turnaround_rollup where stage = 'wait' and modality = 'CT' and order_class = 'stat'`,
    );
    const nByHour = (cells: readonly Pick<Cell, 'hour' | 'n'>[]) => {
      const n = new Map<number, number>();
      for (const cell of cells) n.set(cell.hour.getTime(), (n.get(cell.hour.getTime()) ?? 0) + cell.n);
      return n;
    };
    expect(nByHour(told)).toEqual(nByHour(rows));
    const [one, other] = [takenTogether(told), takenTogether(rows.map(cellOf))];
    expect(one.sketch.toBytes()).toEqual(other.sketch.toBytes());
    expect({ ...one, sketch: null }).toEqual({ ...other, sketch: null });
  });
});

describe('Loads', () => {
  it('are those that the intervals say, at every hour', async () => {
    await write('2.99', { kind: 'readyToRead', happenedAt: at(10) });
    await write('2.99', { kind: 'firstOpened', happenedAt: at(190) });
    await write('2.98', { kind: 'readyToRead', happenedAt: at(70) });
    await projectAll(context);
    const hours = Array.from({ length: 30 }, (_, hour) => at(60 * (hour - 5)));
    const waiting = await context.app.get(Loads, { strict: false }).waitingAt(hours);
    const rows = await context.dataSource.query<{ hour: Date; n: number }[]>(
      `select hour, (select count(*)::int from study_interval where stage = 'wait' and excluded is null and started_at < one.hour
          and (ended_at is null or ended_at >= one.hour)) as n
         from unnest($1::timestamptz[]) as one (hour)`,
      [hours],
    );
    expect(rows.map(({ hour }) => waiting.get(hour.getTime()))).toEqual(rows.map(({ n }) => n));
    expect(Math.max(...waiting.values())).toBeGreaterThan(0);
  });
});

describe('Clinical events', () => {
  it('are neither changed nor deleted, also not in a partition', async () => {
    const partitions = context.app.get(EventPartitions);
    await partitions.prepare(new Date('2031-01-15T00:00:00Z'));
    await write('3.1', { kind: 'final', happenedAt: new Date('2031-02-03T00:00:00Z') });
    const { dataSource } = context;
    expect(await dataSource.query('select study_uid from clinical_event_2031_02')).toEqual([
      { study_uid: '3.1' },
    ]);
    for (const statement of [
      'update clinical_event set source = source',
      'delete from clinical_event_2031_02',
      'truncate clinical_event_2031_02',
      'truncate clinical_event',
    ])
      await expect(dataSource.query(statement)).rejects.toThrow('append-only');
  });

  it('of a month that has no partition, or had none in time, are not lost', async () => {
    const partitions = context.app.get(EventPartitions);
    await write('3.2', { kind: 'final', happenedAt: new Date('2033-03-03T00:00:00Z') });
    await partitions.prepare(new Date('2033-02-15T00:00:00Z'));
    await partitions.prepare(new Date('2033-02-15T00:00:00Z'));
    const tables = await context.dataSource.query<{ name: string }[]>(
      `select relname as name from pg_class where relname like 'clinical_event_2033___' order by 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual([
      'clinical_event_2033_02',
      'clinical_event_2033_04',
      'clinical_event_2033_05',
    ]);
    expect(await store.ofStudies(context.dataSource.manager, ['3.2'])).toHaveLength(1);
  });

  it('are written once for one place in the log', async () => {
    const written = await write('3.3', { kind: 'final', happenedAt: at(0) });
    await store.write(context.dataSource.manager, [{ ...written, happenedAt: at(9) }]);
    expect(await store.ofStudies(context.dataSource.manager, ['3.3'])).toHaveLength(1);
  });
});
