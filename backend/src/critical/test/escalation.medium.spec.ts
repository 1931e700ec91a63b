import { until } from '../../../test/until.js';
import {
  bench,
  deliverAll,
  deliveries,
  eventsOf,
  hook,
  later,
  MAIL,
  marked,
  received,
  setSteps,
  startWorker,
  useCritical,
} from './critical-context.js';

useCritical();

describe('escalation', () => {
  it('tells section, on-call and head in turn, each once, however many workers look', async () => {
    await setSteps({ section: [MAIL], onCall: [hook()], head: [MAIL, hook()] });
    const { id, uid } = await marked();
    expect(await bench.escalation.escalateDue()).toBe(0);
    later(31);
    await Promise.all([bench.escalation.escalateDue(), bench.escalation.escalateDue()]);
    expect(await bench.critical.one(id)).toMatchObject({ told: 'section', version: 1 });
    later(120);
    await Promise.all([bench.escalation.escalateDue(), bench.escalation.escalateDue()]);
    expect(await bench.critical.one(id)).toMatchObject({ told: 'head', tellAt: null, state: 'open' });
    expect(await eventsOf(uid)).toEqual([
      'CriticalIdentified',
      'CriticalEscalated section',
      'CriticalEscalated onCall',
      'CriticalEscalated head',
    ]);
    await deliverAll();
    expect([bench.mail.received.length, bench.pager.received.length]).toEqual([2, 2]);
  });

  it('says nothing of patient or study, in mail, webhook and log', async () => {
    const lines: string[] = [];
    const keep = (...said: unknown[]) => lines.push(said.map(String).join(' '));
    await setSteps({ section: [MAIL, hook(), { kind: 'webhook', url: 'http://127.0.0.1:1/nobody' }] });
    const { id, uid } = await marked({ note: 'SECRETNOTE', identifiedAt: bench.now().toISOString() });
    later(31);
    const worker = await startWorker({ log: keep, error: keep, warn: keep });
    await until(() => bench.mail.received.length > 0 && bench.pager.received.length > 0);
    await until(async () => (await bench.critical.one(id)).undelivered === 1);
    await worker.close();
    const sent = [bench.mail.bytes().replaceAll('=\r\n', ''), bench.pager.bytes(), lines.join('\n')];
    for (const text of ['has waited 31 minutes', 'https://firstread.spec.local/critical', id])
      expect(sent[0]).toContain(text);
    expect(JSON.parse(bench.pager.received[0]?.body ?? '')).toMatchObject({
      type: 'critical.escalated',
      data: { criticalId: id, level: 'section', waitedMinutes: 31 },
    });
    for (const text of sent)
      for (const secret of ['SECRETNAME', 'SECRETID', 'SECRETNOTE', 'Free air', uid, 'free-air'])
        expect(text).not.toContain(secret);
  });

  it('leaves no message within the ten seconds in which marking can be undone', async () => {
    await setSteps({ section: [MAIL], onCall: [MAIL], head: [MAIL] });
    const longAgo = new Date(bench.now().getTime() - 5 * 3_600_000).toISOString();
    const { id } = await marked({ identifiedAt: longAgo });
    const { undoUntil, tellAt } = await bench.critical.one(id);
    expect(tellAt).toBe(undoUntil);
    bench.aheadMs = 5_000;
    expect(await bench.escalation.escalateDue()).toBe(0);
    // Saved settings look at what waits at once.
    await setSteps({ section: [MAIL], onCall: [MAIL], head: [MAIL] });
    expect(await deliveries()).toEqual([]);
    bench.aheadMs = 11_000;
    expect(await bench.escalation.escalateDue()).toBe(1);
    expect((await deliveries()).map(({ level }) => level).sort()).toEqual(['head', 'onCall', 'section']);
  });

  it('ends with the receipt, with or without read-back, and with a withdrawal', async () => {
    bench.pager.status = 503;
    await setSteps({ section: [hook()], onCall: [MAIL] });
    const [one, two, three] = [await marked(), await marked(), await marked()];
    later(31);
    await bench.escalation.escalateDue();
    await deliverAll();
    expect(bench.pager.received).toHaveLength(3);
    await bench.steps.acknowledge(one.id, { ...received(), expectedVersion: 1 }, bench.reader);
    await bench.steps.acknowledge(two.id, { ...received(false), expectedVersion: 1 }, bench.reader);
    await bench.steps.withdraw(three.id, { reason: 'Artefact', expectedVersion: 1 }, bench.reader);
    bench.pager.status = 204;
    later(600);
    expect(await bench.escalation.escalateDue()).toBe(0);
    await deliverAll();
    expect([bench.pager.received.length, bench.mail.received.length]).toEqual([3, 0]);
    for (const { state } of await deliveries()) expect(state).toBe('notNeeded');
  });

  it('and acknowledgements at the same time: one of them comes first, and nothing leaves after', async () => {
    await setSteps({ section: [MAIL] });
    const all = [];
    for (let n = 0; n < 10; n += 1) all.push(await marked());
    later(31);
    await Promise.all([
      bench.escalation.escalateDue(),
      ...all.map(({ id }) =>
        bench.steps.acknowledge(id, { ...received(), expectedVersion: 1 }, bench.reader),
      ),
      bench.escalation.escalateDue(),
    ]);
    await deliverAll();
    expect(bench.mail.received).toEqual([]);
  });

  it('goes on by new steps as soon as they are saved, and tells no level again', async () => {
    const { id } = await marked();
    later(31);
    await bench.escalation.escalateDue();
    expect(await bench.critical.one(id)).toMatchObject({ told: 'section' });
    const { version, minutes, findings } = await bench.settings.settings();
    const step = (percent: number) => ({ percent, targets: [MAIL] });
    const steps = { section: step(10), onCall: step(20), head: step(90) };
    await bench.settings.change({ minutes, findings, steps, expectedVersion: version }, bench.reader);
    expect(await bench.critical.one(id)).toMatchObject({ told: 'onCall' });
    expect((await deliveries()).map(({ level }) => level)).toEqual(['onCall']);
  });
});

describe('a worker', () => {
  it('that stops loses nothing: another one goes on where it was, and tells no level twice', async () => {
    await setSteps({ section: [hook()], onCall: [hook()] });
    const { id, uid } = await marked();
    later(31);
    const first = await startWorker();
    await until(() => bench.pager.received.length === 1);
    await first.close();
    later(61);
    const second = await startWorker();
    await until(() => bench.pager.received.length === 2);
    await until(async () => (await deliveries()).every(({ state }) => state === 'delivered'));
    await second.close();
    expect(await bench.critical.one(id)).toMatchObject({ told: 'onCall', undelivered: 0 });
    const levels = bench.pager.received.map(
      ({ body }) => (JSON.parse(body) as { data: { level: string } }).data.level,
    );
    expect(levels).toEqual(['section', 'onCall']);
    expect(await eventsOf(uid)).toEqual([
      'CriticalIdentified',
      'CriticalEscalated section',
      'CriticalEscalated onCall',
    ]);
  });

  it('beside another tells nobody twice', async () => {
    await setSteps({ section: [hook()] });
    for (let n = 0; n < 30; n += 1) await marked();
    later(31);
    const workers = await Promise.all([startWorker(), startWorker()]);
    await until(async () => {
      const all = await deliveries();
      return all.length === 30 && all.every(({ state }) => state === 'delivered');
    });
    await Promise.all(workers.map((worker) => worker.close()));
    const ids = bench.pager.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });
});
