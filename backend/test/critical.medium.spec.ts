import type { CriticalResult, WorklistItem } from '@firstread/contract';
import { randomUUID } from 'node:crypto';
import {
  accountOf,
  api,
  attempt,
  auditOf,
  call,
  eventsOf,
  marked,
  marking,
  minutesAgo,
  page,
  receipt,
  study,
  useCriticalApi,
} from './critical-api.js';

useCriticalApi();

const step = (id: string, what: string, body: unknown, role?: 'departmentHead') =>
  call<CriticalResult>('POST', `critical/${id}/${what}`, { body, ...(role && { role }) });

describe('marking a finding critical', () => {
  it('runs its time from when it was seen, not from when it was entered', async () => {
    const { uid } = await study();
    const identifiedAt = minutesAgo(20);
    const red = await marked(uid, { identifiedAt });
    expect(red).toMatchObject({
      studyInstanceUid: uid,
      patient: { id: 'PHANTOM-ROW' },
      modalities: ['CT'],
      finding: 'Tension pneumothorax',
      state: 'open',
      version: 1,
      told: 'nobody',
      receipt: null,
      fromAlert: false,
    });
    const minutes = (until: string): number => (Date.parse(until) - Date.parse(identifiedAt)) / 60_000;
    expect([minutes(red.dueAt), minutes(red.tellAt ?? '')]).toEqual([60, 30]);
    const words = { findingCode: null, finding: 'Something unheard of', level: 'yellow' } as const;
    expect(minutes((await marked(uid, { ...words, identifiedAt })).dueAt)).toBe(3 * 24 * 60);
    expect(await eventsOf(uid)).toEqual(['CriticalIdentified', 'CriticalIdentified']);
  });

  it('is said by the row of the study, which stays where it is, until it is closed or withdrawn', async () => {
    const { uid } = await study();
    const row = async (): Promise<WorklistItem> => {
      const { body } = await call<{ items: WorklistItem[] }>('GET', 'worklist');
      const found = body.items.find(({ studyInstanceUid }) => studyInstanceUid === uid);
      if (!found) throw new Error('The study is not on the list');
      return found;
    };
    const before = await row();
    const first = await marked(uid);
    await marked(uid, { findingCode: null, finding: 'Something unheard of' });
    const both = await row();
    expect([before.openCritical, both.openCritical, both.version]).toEqual([0, 2, before.version + 2]);
    expect([both.rankAt, both.band]).toEqual([before.rankAt, before.band]);
    await step(first.id, 'acknowledgement', receipt({ readBack: false }));
    expect((await row()).openCritical).toBe(2);
    await step(first.id, 'closing', { readBack: true, note: null, expectedVersion: 2 });
    expect((await row()).openCritical).toBe(1);
    const again = await marked(uid);
    await step(again.id, 'withdrawal', { reason: null, expectedVersion: 1 });
    expect((await row()).openCritical).toBe(1);
  });

  it('twice is refused with the one there is, until that is closed; a repetition returns it', async () => {
    const { uid } = await study();
    const body = marking();
    const first = await call<CriticalResult>('POST', `studies/${uid}/critical`, { body });
    const again = await call<CriticalResult>('POST', `studies/${uid}/critical`, { body });
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    const other = await call('POST', `studies/${uid}/critical`, { body, role: 'departmentHead' });
    expect(other).toMatchObject({ status: 409, body: { code: 'CRITICAL_MARKED' } });
    expect(other.body.detail).toContain(first.body.id);
    expect(await eventsOf(uid)).toEqual(['CriticalIdentified']);
    await step(first.body.id, 'acknowledgement', receipt());
    expect((await marked(uid)).id).not.toBe(first.body.id);
  });

  it('at the same time by many makes one', async () => {
    const { uid } = await study();
    const body = marking();
    const asked = Array.from({ length: 6 }, (_, n) =>
      call('POST', `studies/${uid}/critical`, { body, role: n % 2 ? 'radiologist' : 'departmentHead' }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409]);
    expect((await page(`studyUid=${uid}`)).results).toHaveLength(1);
  });

  it('acknowledges the alert it is from, and is refused for the future, unknown findings and alerts of others', async () => {
    const { id: studyId, uid } = await study();
    const asked = (more: object) =>
      call<CriticalResult>('POST', `studies/${uid}/critical`, { body: { ...marking(), ...more } });
    expect((await asked({ identifiedAt: minutesAgo(-5) })).body.code).toBe('TIME_IN_FUTURE');
    expect((await asked({ findingCode: 'no-such-thing' })).body.code).toBe('FINDING_UNKNOWN');
    const alertOf = async (of: string, ofUid: string): Promise<string> => {
      const [row] = await api.test.dataSource.query<[{ id: string }]>(
        `insert into alert (study_id, study_uid, finding, suspected, models, raised_at)
         values ($1, $2, 'SCT 50960005', 'Bleeding', '[]', now()) returning id`,
        [of, ofUid],
      );
      return row.id;
    };
    const elsewhere = await study();
    expect((await asked({ alertId: await alertOf(elsewhere.id, elsewhere.uid) })).status).toBe(404);
    const own = await alertOf(studyId, uid);
    const fromAlert = await asked({ alertId: own });
    expect(fromAlert).toMatchObject({ status: 201, body: { fromAlert: true } });
    const acknowledged = async () => {
      const [row] = await api.test.dataSource.query<{ by: string; detail: string }[]>(
        `select acknowledged_by as by, detail from alert join audit_event on detail like alert.id || '%'
          where alert.id = $1 and action = 'alert.acknowledge'`,
        [own],
      );
      return row;
    };
    const seen = {
      by: (await accountOf('radiologist')).name,
      detail: `${own} at level reader, by marking it critical`,
    };
    expect(await acknowledged()).toEqual(seen);
    await step(fromAlert.body.id, 'withdrawal', { reason: null, expectedVersion: 1 });
    expect(await acknowledged()).toEqual(seen);
    expect((await asked({ alertId: own })).status).toBe(201);
    expect((await call('POST', 'studies/1.2.3/critical', { body: marking() })).status).toBe(404);
  });
});

describe('the way to a receiver', () => {
  it('keeps attempts, each once, and closes with the six facts and read-back', async () => {
    const { uid } = await study();
    const { id } = await marked(uid);
    const first = attempt();
    for (const body of [first, first, attempt({ reached: true, note: null, at: minutesAgo(1) })])
      expect((await step(id, 'attempts', body)).status).toBe(200);
    const facts = receipt();
    const { body: closed } = await step(id, 'acknowledgement', facts);
    const { expectedVersion: _, ...said } = facts;
    expect(closed).toMatchObject({
      state: 'closed',
      version: 2,
      tellAt: null,
      receipt: said,
      closed: { by: (await accountOf('radiologist')).name },
    });
    expect(closed.attempts.map(({ called, reached }) => [called, reached])).toEqual([
      ['Ward desk', false],
      ['Ward desk', true],
    ]);
    expect(await eventsOf(uid)).toEqual([
      'CriticalIdentified',
      'CriticalCommunicationAttempted',
      'CriticalCommunicationAttempted',
      'CriticalAcknowledged',
      'CriticalClosed',
    ]);
    expect((await step(id, 'attempts', attempt())).body.code).toBe('CRITICAL_CLOSED');
    expect((await step(id, 'attempts', first)).status).toBe(200);
  });

  it('without read-back stays acknowledged until it is closed with a word why', async () => {
    const { id } = await marked((await study()).uid);
    expect((await step(id, 'closing', { readBack: true, note: null, expectedVersion: 1 })).body.code).toBe(
      'CRITICAL_NOT_RECEIVED',
    );
    const { body: received } = await step(id, 'acknowledgement', receipt({ readBack: false }));
    expect(received).toMatchObject({ state: 'acknowledged', version: 2, closed: null });
    expect((await step(id, 'closing', { readBack: false, note: ' ', expectedVersion: 2 })).status).toBe(400);
    const why = { readBack: false, note: 'Patient was taken to surgery', expectedVersion: 2 };
    expect((await step(id, 'closing', why)).body).toMatchObject({
      state: 'closed',
      receipt: { readBack: false },
      closed: { note: why.note },
    });
  });

  it('names a receiver, after the finding, and not in the future', async () => {
    const { id } = await marked((await study()).uid);
    const asked = (more: object) => step(id, 'acknowledgement', { ...receipt(), ...more });
    expect((await asked({ receiver: ' x ' })).body.code).toBe('INVALID_INPUT');
    expect((await asked({ communicatedAt: minutesAgo(30) })).body.code).toBe('TIME_BEFORE_FINDING');
    expect((await asked({ communicatedAt: minutesAgo(-5) })).body.code).toBe('TIME_IN_FUTURE');
    expect((await page()).results.find((one) => one.id === id)?.state).toBe('open');
  });

  it('is gone by one of two who acknowledge at once; the other is told who received it', async () => {
    const { uid } = await study();
    const { id } = await marked(uid);
    const [one, other] = await Promise.all([
      step(id, 'acknowledgement', receipt({ receiver: 'First receiver' })),
      step(id, 'acknowledgement', receipt({ receiver: 'Second receiver' }), 'departmentHead'),
    ]);
    const [won, lost] = one.status === 200 ? [one, other] : [other, one];
    expect([won.status, lost.status, lost.body.code]).toEqual([200, 409, 'CRITICAL_CHANGED']);
    expect(lost.body.detail).toContain(`It is closed: ${won.body.receipt?.receiver} received it`);
    expect((await call<CriticalResult>('GET', `critical/${id}`)).body).toEqual(won.body);
    expect(await eventsOf(uid)).toEqual(['CriticalIdentified', 'CriticalAcknowledged', 'CriticalClosed']);
  });
});

describe('a step whose answer was lost', () => {
  it('is the same step when it is sent again, and another is refused', async () => {
    const { uid } = await study();
    const { id } = await marked(uid);
    const { id: me } = await accountOf('radiologist');
    const notRead = receipt({ readBack: false, expectedVersion: 2 });
    const sent: [string, object, object][] = [
      ['assignment', { to: me, expectedVersion: 1 }, { to: null, expectedVersion: 1 }],
      ['acknowledgement', notRead, { ...notRead, receiver: 'Somebody else' }],
      [
        'closing',
        { readBack: false, note: 'Gone', expectedVersion: 3 },
        { readBack: false, note: 'Left', expectedVersion: 3 },
      ],
    ];
    for (const [what, body, other] of sent) {
      const [first, again] = [await step(id, what, body), await step(id, what, body)];
      expect([first.status, again]).toEqual([200, first]);
      expect((await step(id, what, other)).body.code).toBe('CRITICAL_CHANGED');
    }
    expect(await eventsOf(uid)).toEqual([
      'CriticalIdentified',
      'CriticalAssigned',
      'CriticalAcknowledged',
      'CriticalClosed',
    ]);
  });
});

describe('a withdrawal', () => {
  const withdraw = (id: string, reason: string | null, role?: 'departmentHead') =>
    step(id, 'withdrawal', { reason, expectedVersion: 1 }, role);

  it('needs no reason within ten seconds from whoever marked it', async () => {
    const { uid } = await study();
    const { id, undoUntil, markedAt } = await marked(uid);
    expect(Date.parse(undoUntil) - Date.parse(markedAt)).toBe(10_000);
    expect((await withdraw(id, null, 'departmentHead')).body.code).toBe('REASON_MISSING');
    for (let time = 0; time < 2; time += 1)
      expect((await withdraw(id, null)).body).toMatchObject({ state: 'withdrawn', tellAt: null });
    const late = await marked(uid);
    api.ahead = 11_000;
    expect((await withdraw(late.id, null)).body.code).toBe('REASON_MISSING');
    expect((await withdraw(late.id, 'Artefact', 'departmentHead')).body).toMatchObject({
      state: 'withdrawn',
      withdrawn: { reason: 'Artefact' },
    });
    expect(await auditOf(uid)).toEqual([
      'identified, red tension-pneumothorax',
      'withdrawn at once',
      'identified, red tension-pneumothorax',
      'withdrawn: Artefact',
    ]);
  });

  it('of what somebody has received is refused', async () => {
    const { id } = await marked((await study()).uid);
    await step(id, 'acknowledgement', receipt({ readBack: false }));
    const refused = await step(id, 'withdrawal', { reason: 'Mistake', expectedVersion: 2 });
    expect([refused.status, refused.body.code]).toEqual([409, 'CRITICAL_RECEIVED']);
  });
});

describe('who sees to it', () => {
  it('is one person, by the version that was seen', async () => {
    const { uid } = await study();
    const { id } = await marked(uid);
    const me = await accountOf('radiologist');
    const mine = await step(id, 'assignment', { to: me.id, expectedVersion: 1 });
    expect(mine.body).toMatchObject({ assignee: me, version: 2 });
    const { id: head } = await accountOf('departmentHead');
    const late = await step(id, 'assignment', { to: head, expectedVersion: 1 }, 'departmentHead');
    expect([late.status, late.body.code]).toEqual([409, 'CRITICAL_CHANGED']);
    expect((await step(id, 'assignment', { to: null, expectedVersion: 2 })).body.assignee).toBeNull();
    const stranger = (await accountOf('administrator')).id;
    for (const to of [stranger, randomUUID()])
      expect((await step(id, 'assignment', { to, expectedVersion: 3 })).status).toBe(404);
  });

  it('is the next shift after a hand-over, for all of a list or none, and once', async () => {
    const [uid, other] = [(await study()).uid, (await study()).uid];
    const [one, two] = [await marked(uid), await marked(other)];
    const head = await accountOf('departmentHead');
    const items = [
      { id: two.id, note: 'Calls back at eight' },
      { id: one.id, note: null },
    ];
    const handOver = { id: randomUUID(), to: head.id, items };
    const asked = () => call<CriticalResult[]>('POST', 'critical/hand-over', { body: handOver });
    for (const { status, body } of [...(await Promise.all([asked(), asked()])), await asked()]) {
      expect(status).toBe(200);
      expect(body.map(({ id, assignee, version }) => [id, assignee?.id, version])).toEqual([
        [two.id, head.id, 2],
        [one.id, head.id, 2],
      ]);
      expect(body[0]?.handedOver).toMatchObject([{ to: head.name, note: 'Calls back at eight' }]);
    }
    expect(await eventsOf(uid)).toEqual(['CriticalIdentified', 'CriticalAssigned']);
    const elsewhere = { ...handOver, to: (await accountOf('radiologist')).id };
    expect((await call('POST', 'critical/hand-over', { body: elsewhere })).body.code).toBe('ID_TAKEN');
    await step(one.id, 'acknowledgement', receipt({ expectedVersion: 2 }));
    const again = { ...elsewhere, id: randomUUID() };
    expect((await call('POST', 'critical/hand-over', { body: again })).body.code).toBe('CRITICAL_CLOSED');
    expect((await call<CriticalResult>('GET', `critical/${two.id}`)).body.assignee?.id).toBe(head.id);
  });
});
