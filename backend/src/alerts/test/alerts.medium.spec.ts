import { SecretStore } from '../../messages/index.js';
import { refused } from '../../../test/refused.js';
import {
  bench,
  deliverAll,
  eventsOf,
  head,
  hook,
  listed,
  looked,
  MAIL,
  mark,
  MODEL,
  onlyOpen,
  open,
  reader,
  result,
  SECOND,
  SECRET,
  setSteps,
  stateOf,
  useAlerts,
  withdrawn,
} from './alert-context.js';

useAlerts();

describe('an alert', () => {
  it('is raised once for a finding, whatever models join and however often they look', async () => {
    const study = await listed();
    await result(study);
    const raised = await onlyOpen();
    expect(raised).toMatchObject({
      studyInstanceUid: study.uid,
      suspected: 'Hyperdensity suspected',
      level: 'reader',
      patient: { id: 'SECRETID' },
      acknowledged: null,
      ended: null,
    });
    await result(study, { model: SECOND });
    await bench.context.dataSource.query('update study set revision = 2 where id = $1', [study.id]);
    await result(study, { revision: 2 });
    const joined = await onlyOpen();
    expect(joined).toMatchObject({ id: raised.id, raisedAt: raised.raisedAt });
    expect(joined.models.map(({ modelId }) => modelId)).toEqual([MODEL.modelId, SECOND.modelId]);
    expect(await eventsOf(study)).toEqual(['AlertRaised']);
  });

  it('is not raised by what is not critical or not flagged, in a study that is read, or by a paused model', async () => {
    await result(await listed(), { critical: false });
    await result(await listed(), { state: 'notFlagged' });
    const read = await listed();
    await mark(read, 'read');
    await result(read);
    await bench.context.dataSource.query(`update model_version set stage = 'paused' where model_id = $1`, [
      SECOND.modelId,
    ]);
    await result(await listed(), { model: SECOND });
    await bench.context.dataSource.query(`update model_version set stage = 'live' where model_id = $1`, [
      SECOND.modelId,
    ]);
    expect((await open()).alerts).toEqual([]);
  });

  it('ends with the reading, and rings again where the study is put back', async () => {
    const study = await listed();
    await result(study);
    const { id } = await onlyOpen();
    await mark(study, 'read');
    expect((await open()).open).toBe(0);
    await mark(study, 'unread');
    expect((await onlyOpen()).id).not.toBe(id);
    expect(await eventsOf(study)).toEqual(['AlertRaised', 'AlertClosed', 'AlertRaised']);
  });

  it('is shown as withdrawn when its model is paused or takes the suspicion back', async () => {
    const [paused, corrected] = [await listed(), await listed()];
    await result(paused, { model: SECOND });
    await result(corrected);
    await bench.context.dataSource.query(`update model_version set stage = 'paused' where model_id = $1`, [
      SECOND.modelId,
    ]);
    await looked(paused);
    await bench.context.dataSource.query(`update model_version set stage = 'live' where model_id = $1`, [
      SECOND.modelId,
    ]);
    await bench.context.dataSource.query('update study set revision = 2 where id = $1', [corrected.id]);
    await result(corrected, { state: 'notFlagged', revision: 2 });
    expect((await open()).alerts).toEqual([]);
    expect((await withdrawn()).alerts.map(({ ended }) => ended?.how)).toEqual(['withdrawn', 'withdrawn']);
    bench.ahead = 13 * 60;
    expect((await withdrawn()).alerts).toEqual([]);
  });

  it('ends where its study is deleted', async () => {
    const study = await listed();
    await result(study);
    await bench.context.dataSource.query('delete from study where id = $1', [study.id]);
    await looked(study);
    expect((await open()).open).toBe(0);
    expect(await eventsOf(study)).toEqual(['AlertRaised', 'AlertClosed']);
  });

  it('is listed newest first, page by page', async () => {
    for (let n = 0; n < 3; n += 1) {
      bench.ahead = n;
      await result(await listed());
    }
    const first = await bench.alerts.page({ limit: 2, show: 'open' });
    const second = await bench.alerts.page({ limit: 2, show: 'open', after: first.next ?? '' });
    const times = [...first.alerts, ...second.alerts].map(({ raisedAt }) => raisedAt);
    expect(times).toHaveLength(3);
    expect(times).toEqual(times.toSorted().reverse());
    expect([first.open, second.next]).toEqual([3, null]);
  });
});

describe('an acknowledgement', () => {
  it('ends the escalation, is one person’s, and is audited', async () => {
    await setSteps({ section: [MAIL] });
    const study = await listed();
    await result(study);
    const { id } = await onlyOpen();
    const seen = await bench.alerts.acknowledge(id, reader);
    expect(seen).toMatchObject({ acknowledged: { by: 'radiologist 1' }, dueAt: null });
    expect(await bench.alerts.acknowledge(id, reader)).toMatchObject({ acknowledged: seen.acknowledged });
    expect(await refused(bench.alerts.acknowledge(id, head))).toBe('ALERT_ACKNOWLEDGED');
    bench.ahead = 60;
    expect(await bench.escalation.escalateDue()).toBe(0);
    expect((await open()).alerts).toEqual([]);
    const lines = await bench.context.dataSource.query<{ actor: string }[]>(
      `select actor from audit_event where action = 'alert.acknowledge' and study_uid = $1`,
      [study.uid],
    );
    expect(lines).toEqual([{ actor: `person:${reader.id}` }]);
  });

  it('holds while the suspicion stands: a further model or a new run rings no more', async () => {
    const study = await listed();
    await result(study);
    await bench.alerts.acknowledge((await onlyOpen()).id, reader);
    await result(study, { model: SECOND });
    await looked(study);
    expect((await open()).alerts).toEqual([]);
    expect(await eventsOf(study)).toEqual(['AlertRaised', 'AlertAcknowledged']);
  });

  it('of an alert that is over is refused', async () => {
    const study = await listed();
    await result(study);
    const { id } = await onlyOpen();
    await mark(study, 'read');
    expect(await refused(bench.alerts.acknowledge(id, reader))).toBe('ALERT_OVER');
    expect(await refused(bench.alerts.acknowledge('00000000-0000-4000-8000-000000000000', reader))).toBe(
      'NOT_FOUND',
    );
  });

  it('and escalation at the same time: one of them comes first, and nobody is told after', async () => {
    await setSteps({ section: [MAIL] });
    for (let n = 0; n < 10; n += 1) await result(await listed());
    const { alerts: all } = await open();
    bench.ahead = 11;
    await Promise.all([
      ...all.map(({ id }) => bench.alerts.acknowledge(id, reader)),
      bench.escalation.escalateDue(),
      bench.escalation.escalateDue(),
    ]);
    await deliverAll();
    expect(bench.mail.received).toEqual([]);
    for (const { state } of await stateOf()) expect(state).toBe('notNeeded');
  });
});

describe('escalation', () => {
  it('tells section, on-call and head in turn, each once, however many workers look', async () => {
    await setSteps({ section: [MAIL], onCall: [hook()], head: [MAIL, hook()] });
    const study = await listed();
    await result(study);
    expect(await bench.escalation.escalateDue()).toBe(0);
    bench.ahead = 11;
    await Promise.all([bench.escalation.escalateDue(), bench.escalation.escalateDue()]);
    expect(await onlyOpen()).toMatchObject({ level: 'section' });
    bench.ahead = 45;
    await Promise.all([bench.escalation.escalateDue(), bench.escalation.escalateDue()]);
    expect(await onlyOpen()).toMatchObject({ level: 'head', dueAt: null });
    expect(await eventsOf(study)).toEqual([
      'AlertRaised',
      'AlertEscalated section',
      'AlertEscalated onCall',
      'AlertEscalated head',
    ]);
    await deliverAll();
    expect([bench.mail.received.length, bench.pager.received.length]).toEqual([2, 2]);
  });

  it('goes on by new steps as soon as they are saved', async () => {
    await result(await listed());
    bench.ahead = 12;
    expect(await bench.escalation.escalateDue()).toBe(0);
    await setSteps({ section: [MAIL] });
    expect(await onlyOpen()).toMatchObject({ level: 'section' });
    await deliverAll();
    expect(bench.mail.received).toHaveLength(1);
  });

  it('says on the alert that a message did not arrive', async () => {
    bench.pager.status = 500;
    await setSteps({ section: [hook()] });
    await result(await listed());
    bench.ahead = 11;
    await bench.escalation.escalateDue();
    await deliverAll();
    expect(await onlyOpen()).toMatchObject({ level: 'section', undelivered: 1 });
  });
});

describe('the settings', () => {
  it('never show the secret, keep it when none is given, and are audited without it', async () => {
    const saved = await setSteps({ section: [hook()] });
    expect(saved).toMatchObject({ version: 1, webhookSecretSet: true, mailServer: true });
    const kept = await bench.settings.change({ steps: saved.steps, expectedVersion: 1 }, head);
    expect(kept).toMatchObject({ version: 2, webhookSecretSet: true });
    expect(JSON.stringify([saved, kept, await bench.settings.settings()])).not.toContain(SECRET);
    const lines = await bench.context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'alert.configure'`,
    );
    expect(lines.some(({ detail }) => detail.includes('"webhookSecret":"replaced"'))).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it('keep the secret sealed, also one that was stored as it is; with another key it is asked for again', async () => {
    const stored = async (): Promise<string> => {
      const [row] = await bench.context.dataSource.query<{ secret: string }[]>(
        'select secret from webhook_secret',
      );
      return row?.secret ?? '';
    };
    await setSteps({ section: [hook()] });
    expect(await stored()).toMatch(/^sealed:v1:/);
    await bench.context.dataSource.query('update webhook_secret set secret = $1', [SECRET]);
    const store = bench.context.app.get(SecretStore, { strict: false });
    await store.onApplicationBootstrap();
    expect(await stored()).toMatch(/^sealed:v1:/);
    expect(await store.secret()).toBe(SECRET);

    const foreign = (await stored()).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    await bench.context.dataSource.query('update webhook_secret set secret = $1', [foreign]);
    expect(await bench.settings.test(hook(), head)).toMatchObject({
      delivered: false,
      detail: expect.stringMatching(/another key than .*secret-key\. Enter it again/) as string,
    });
    await setSteps({ section: [hook()] });
    expect(await bench.settings.test(hook(), head)).toMatchObject({ delivered: true });
  });

  it('are refused from an older version, and with a webhook that nothing could sign', async () => {
    const { steps } = await bench.settings.settings();
    const first = bench.settings.change({ steps, expectedVersion: 0 }, head);
    const other = bench.settings.change({ steps, expectedVersion: 0 }, head);
    const outcomes = await Promise.allSettled([first, other]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const section = { ...steps.section, targets: [hook()] };
    const unsigned = bench.settings.change({ steps: { ...steps, section }, expectedVersion: 1 }, head);
    expect(await refused(unsigned)).toBe('WEBHOOK_SECRET_MISSING');
  });

  it('are tried with a message that says it is a test', async () => {
    await setSteps({});
    expect(await bench.settings.test(MAIL, head)).toMatchObject({ delivered: true });
    expect(bench.mail.received[0]).toContain('This is a test');
    expect(
      await bench.settings.test({ kind: 'webhook', url: 'http://169.254.169.254/latest' }, head),
    ).toEqual({
      delivered: false,
      detail: '169.254.169.254 is a link-local or metadata address, which nothing is sent to',
    });
    expect(await bench.settings.test({ kind: 'webhook', url: 'http://127.0.0.1:1/' }, head)).toMatchObject({
      delivered: false,
    });
  });
});
