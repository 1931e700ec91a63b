import { createHmac } from 'node:crypto';
import { until } from '../../../test/until.js';
import { WorklistService } from '../../worklist/index.js';
import {
  bench,
  deliverAll,
  eventsOf,
  head,
  hook,
  listed,
  MAIL,
  mark,
  onlyOpen,
  reader,
  result,
  SECRET,
  setSteps,
  startWorker,
  stateOf,
  useAlerts,
} from './alert-context.js';

useAlerts();

describe('a message', () => {
  it('says nothing of patient or study, in mail, webhook and log', async () => {
    const lines: string[] = [];
    const keep = (...said: unknown[]) => lines.push(said.map(String).join(' '));
    const logger = { log: keep, error: keep, warn: keep };
    await setSteps({ section: [MAIL, hook(), { kind: 'webhook', url: 'http://127.0.0.1:1/nobody' }] });
    const study = await listed();
    await result(study);
    const { id } = await onlyOpen();
    bench.ahead = 11;
    const worker = await startWorker(logger);
    await until(() => bench.mail.received.length > 0 && bench.pager.received.length > 0);
    await until(async () => (await stateOf()).some(({ problem }) => problem !== null));
    await worker.close();
    // A long line of a mail is folded; what is looked for must not hide in a fold.
    const sent = [bench.mail.bytes().replaceAll('=\r\n', ''), bench.pager.bytes(), lines.join('\n')];
    for (const text of [`has waited 11 minutes.`, 'https://firstread.spec.local/worklist', id])
      expect(sent[0]).toContain(text);
    expect(lines.join()).toContain('was not delivered');
    for (const text of sent)
      for (const secret of ['SECRETNAME', 'SECRETID', 'SECRETACC', study.uid, study.id, SECRET])
        expect(text).not.toContain(secret);
  });

  it('to a webhook is signed over its id, its time and its body', async () => {
    await setSteps({ onCall: [hook()] });
    await result(await listed());
    bench.ahead = 21;
    await bench.escalation.escalateDue();
    await deliverAll();
    const [{ headers, body }] = bench.pager.received as [(typeof bench.pager.received)[0]];
    const { id, level } = await onlyOpen();
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.escalated',
      data: { alertId: id, level, waitedMinutes: 21 },
    });
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('that the other side refuses is sent again with the same id, later each time', async () => {
    bench.pager.status = 503;
    await setSteps({ section: [hook()] });
    await result(await listed());
    bench.ahead = 11;
    await bench.escalation.escalateDue();
    await deliverAll();
    expect(await stateOf()).toEqual([{ state: 'waiting', attempts: 1, problem: 'It answered 503' }]);
    for (let n = 0; n < 5; n += 1) {
      bench.ahead += 3;
      await deliverAll();
    }
    expect(await stateOf()).toMatchObject([{ state: 'failed', attempts: 6 }]);
    bench.ahead += 3;
    await deliverAll();
    expect(bench.pager.received).toHaveLength(6);
    bench.pager.status = 200;
    bench.ahead += 60;
    await deliverAll();
    expect(await stateOf()).toEqual([{ state: 'delivered', attempts: 7, problem: null }]);
    expect(new Set(bench.pager.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('follows no redirect', async () => {
    Object.assign(bench.pager, { status: 307, location: `http://127.0.0.1:${bench.pager.port}/elsewhere` });
    await setSteps({ section: [hook()] });
    expect(await bench.settings.test(hook(), head)).toMatchObject({
      delivered: false,
      detail: expect.stringContaining('redirects are not followed') as string,
    });
    expect(bench.pager.received).toHaveLength(1);
  });

  it('that is not needed any more is not sent', async () => {
    bench.pager.status = 500;
    await setSteps({ section: [hook(), MAIL] });
    const study = await listed();
    await result(study);
    bench.ahead = 11;
    await bench.escalation.escalateDue();
    await deliverAll();
    bench.pager.status = 200;
    await mark(study, 'read');
    bench.ahead = 100;
    await deliverAll();
    expect((await stateOf()).map(({ state }) => state).sort()).toEqual(['delivered', 'notNeeded']);
    expect(bench.pager.received).toHaveLength(1);
  });
});

describe('a worker', () => {
  it('that stops loses nothing: another one raises, escalates and delivers', async () => {
    bench.pager.status = 503;
    await setSteps({ section: [hook()] });
    const study = await listed();
    await result(study);
    bench.ahead = 11;
    const first = await startWorker();
    await until(async () => (await stateOf()).some(({ attempts }) => attempts > 0));
    await first.close();
    bench.pager.status = 204;
    bench.ahead = 15;
    const second = await startWorker();
    await until(async () => (await stateOf())[0]?.state === 'delivered');
    await second.close();
    expect(await onlyOpen()).toMatchObject({ level: 'section', undelivered: 0 });
    expect(new Set(bench.pager.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('that died while it sent leaves the message to another, under the same id', async () => {
    await setSteps({ section: [hook()] });
    await result(await listed());
    bench.ahead = 11;
    await bench.escalation.escalateDue();
    const lost = await bench.deliveries.take(bench.now());
    expect(await bench.courier.deliverNext()).toBe(false);
    bench.ahead = 14;
    await deliverAll();
    expect(bench.pager.received.map(({ headers }) => headers['webhook-id'])).toEqual([lost?.id]);
    if (lost) await bench.deliveries.postpone(lost, 'It was dead for a while', bench.now());
    expect(await stateOf()).toEqual([{ state: 'delivered', attempts: 2, problem: null }]);
  });

  it('beside another sends no message twice', async () => {
    await setSteps({ section: [hook()] });
    for (let n = 0; n < 30; n += 1) await result(await listed());
    bench.ahead = 11;
    const workers = await Promise.all([startWorker(), startWorker()]);
    await until(async () => (await stateOf()).filter(({ state }) => state === 'delivered').length === 30);
    await Promise.all(workers.map((worker) => worker.close()));
    const ids = bench.pager.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });

  it('hears of a suspicion by the events of the worklist', async () => {
    const study = await listed();
    const worker = await startWorker();
    await result(study);
    await bench.alerts.acknowledge((await onlyOpen()).id, reader);
    const worklist = bench.context.app.get(WorklistService, { strict: false });
    const { version } = await worklist.requireItem(study.uid);
    await worklist.markReading(study.uid, { reading: 'read', expectedVersion: version }, reader);
    await until(async () => (await eventsOf(study)).includes('AlertClosed'));
    await worker.close();
  });
});
