import type { CriticalState } from '@firstread/contract';
import fc from 'fast-check';
import { DomainError } from '../../platform/index.js';
import { bench, eventsOf, marked, received, useCritical } from './critical-context.js';

useCritical();

interface Kept {
  state: CriticalState;
  receiver: string | null;
  communicated_by: string | null;
  communicated_at: Date | null;
  closed_by: string | null;
  tell_at: Date | null;
  identified_at: Date;
}

async function kept(id: string): Promise<Kept> {
  const [row] = await bench.context.dataSource.query<Kept[]>('select * from critical_result where id = $1', [
    id,
  ]);
  if (!row) throw new Error(`Critical result ${id} is gone`);
  return row;
}

type Act = (id: string, expectedVersion: number) => Promise<unknown>;

const who = () => fc.constantFrom('reader' as const, 'next' as const);
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ by: who(), readBack: fc.boolean() }).map(
    ({ by, readBack }): Act =>
      (id, expectedVersion) =>
        bench.steps.acknowledge(id, { ...received(readBack), expectedVersion }, bench[by]),
  ),
  fc.constantFrom('', ' ', 'x').map(
    (receiver): Act =>
      (id, expectedVersion) =>
        bench.steps.acknowledge(id, { ...received(), receiver, expectedVersion }, bench.reader),
  ),
  fc.record({ readBack: fc.boolean(), note: fc.constantFrom(null, 'Taken to surgery') }).map(
    (closing): Act =>
      (id, expectedVersion) =>
        bench.steps.close(id, { ...closing, expectedVersion }, bench.next),
  ),
  fc.record({ by: who(), reason: fc.constantFrom(null, 'Artefact') }).map(
    ({ by, reason }): Act =>
      (id, expectedVersion) =>
        bench.steps.withdraw(id, { reason, expectedVersion }, bench[by]),
  ),
  who().map(
    (to): Act =>
      (id, expectedVersion) =>
        bench.steps.assign(id, { to: bench[to].id, expectedVersion }, bench.reader),
  ),
  fc.uuid().map(
    (hand): Act =>
      (id) =>
        bench.handOvers.handOver({ id: hand, to: bench.next.id, items: [{ id, note: null }] }, bench.reader),
  ),
  fc.constant<Act>(() => bench.escalation.escalateDue()),
);

describe('whatever people do, in whatever order and at the same time', () => {
  it('nothing is closed without a named receiver, and every state has its events', async () => {
    const seen = new Set<CriticalState>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(acts, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        async (rounds) => {
          const { id, uid } = await marked();
          for (const round of rounds) {
            const { version } = await bench.critical.one(id);
            const outcomes = await Promise.allSettled(round.map((act) => act(id, version)));
            for (const outcome of outcomes)
              if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DomainError);
            const row = await kept(id);
            seen.add(row.state);
            const isReceived = row.state === 'acknowledged' || row.state === 'closed';
            expect((row.receiver ?? '').trim().length > 1).toBe(isReceived);
            expect((row.communicated_by ?? '').trim().length > 1).toBe(isReceived);
            expect((row.communicated_at ?? new Date(0)) >= row.identified_at).toBe(isReceived);
            expect(row.closed_by !== null).toBe(row.state === 'closed');
            if (row.state !== 'open') expect(row.tell_at).toBeNull();
            const count = async (name: string): Promise<number> =>
              (await eventsOf(uid)).filter((one) => one === name).length;
            expect(await count('CriticalAcknowledged')).toBe(Number(isReceived));
            expect(await count('CriticalClosed')).toBe(Number(row.state === 'closed'));
            expect(await count('CriticalWithdrawn')).toBe(Number(row.state === 'withdrawn'));
          }
        },
      ),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual(['acknowledged', 'closed', 'open', 'withdrawn']);
  });
});

describe('the database itself', () => {
  const receipt = `communicated_by = 'Reader', communicated_at = now(), communicated_how = 'phone', read_back = true`;
  const closed = `state = 'closed', tell_at = null, closed_by = 'Reader', closed_at = now()`;

  it.each([
    ['a state alone', `state = 'closed'`],
    ['whoever closed it', closed],
    ['a receipt without its receiver', `${closed}, ${receipt}`],
    ['a receiver without a name', `${closed}, ${receipt}, receiver = ' '`],
    ['a receiver of one letter', `${closed}, ${receipt}, receiver = 'x'`],
    ['a receiver without whoever told them', `${closed}, receiver = 'Ward physician'`],
    [
      'a time before the finding',
      `${closed}, ${receipt.replace('now()', "identified_at - interval '1 s'")}, receiver = 'Ward physician'`,
    ],
    ['acknowledged without a receiver', `state = 'acknowledged', tell_at = null`],
    ['a receiver of what stays open', `${receipt}, receiver = 'Ward physician'`],
    ['withdrawn by nobody', `state = 'withdrawn', tell_at = null`],
  ])('refuses %s', async (_, change) => {
    const { id } = await marked();
    await expect(
      bench.context.dataSource.query(`update critical_result set ${change} where id = $1`, [id]),
    ).rejects.toMatchObject({ code: '23514' });
    expect((await kept(id)).state).toBe('open');
  });

  it('takes a closing with all of it', async () => {
    const { id } = await marked();
    await bench.context.dataSource.query(
      `update critical_result set ${closed}, ${receipt}, receiver = 'Ward physician' where id = $1`,
      [id],
    );
    expect((await kept(id)).state).toBe('closed');
  });

  it('keeps no second open one of a finding, whatever its letters', async () => {
    const { id } = await marked();
    await expect(
      bench.context.dataSource.query(
        `insert into critical_result (id, study_id, study_uid, finding, catalogue_version, level, identified_at, due_at,
           marked_at, marked_by, marked_by_id)
         select gen_random_uuid(), study_id, study_uid, upper(finding), 0, level, identified_at, due_at, marked_at,
           marked_by, marked_by_id from critical_result where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23505' });
  });
});
