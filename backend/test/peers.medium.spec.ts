import type { Order, OrderPage, Peer, PeerList } from '@firstread/contract';
import { startTestApp, type Sender, type TestApp } from './test-app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

async function send<T>(method: string, path: string, body?: object, sender: Sender = 'administrator') {
  const response = await test.request(path, sender, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T, text };
}

async function trail(action: string): Promise<string[]> {
  const rows = await test.dataSource.query<{ detail: string }[]>(
    'select detail from audit_event where action = $1 order by id',
    [action],
  );
  return rows.map((row) => row.detail);
}

const peer = {
  aeTitle: 'PACS',
  name: 'The other archive',
  host: '127.0.0.1',
  port: 1,
  services: ['store', 'query'],
  dicomwebUrl: 'https://pacs.example/dicomweb',
  dicomwebToken: 'very-secret',
};

describe('a peer', () => {
  it('is made, changed and removed, each in the trail, and its token never leaves', async () => {
    const created = await send<Peer>('POST', '/api/v1/peers', peer);
    expect(created).toMatchObject({
      status: 201,
      body: { aeTitle: 'PACS', version: 1, hasDicomwebToken: true },
    });
    expect(created.text).not.toContain('very-secret');
    const { id } = created.body;
    const { dicomwebToken: _, ...withoutToken } = peer;
    const change = { ...withoutToken, port: 11113, expectedVersion: 1 };
    const changed = await send<Peer>('PUT', `/api/v1/peers/${id}`, change);
    expect(changed).toMatchObject({ status: 200, body: { port: 11113, version: 2, hasDicomwebToken: true } });
    expect(await send('PUT', `/api/v1/peers/${id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT' },
    });
    const list = await send<PeerList>('GET', '/api/v1/peers');
    expect(list.body.peers).toEqual([changed.body]);
    expect(list.text).not.toContain('very-secret');
    const cleared = await send<Peer>('PUT', `/api/v1/peers/${id}`, {
      ...change,
      dicomwebToken: null,
      expectedVersion: 2,
    });
    expect(cleared.body.hasDicomwebToken).toBe(false);
    expect((await send('DELETE', `/api/v1/peers/${id}?expectedVersion=3`)).status).toBe(204);
    expect((await send('GET', `/api/v1/peers/${id}`)).status).toBe(404);
    expect(await trail('peer.create')).toEqual(['PACS 127.0.0.1:1, may store query']);
    expect(await trail('peer.change')).toHaveLength(2);
    expect(await trail('peer.delete')).toHaveLength(1);
  });

  it('has an AE title of its own', async () => {
    const made = await send<Peer>('POST', '/api/v1/peers', { ...peer, aeTitle: 'TWICE' });
    expect(made.status).toBe(201);
    expect(await send('POST', '/api/v1/peers', { ...peer, aeTitle: 'TWICE' })).toMatchObject({
      status: 409,
      body: { code: 'PEER_EXISTS' },
    });
  });

  it.each([
    [{ aeTitle: 'A'.repeat(17) }, /aeTitle/],
    [{ aeTitle: 'BACK\\SLASH' }, /aeTitle/],
    [{ port: 0 }, /port/],
    [{ addresses: ['10.0.0.0/33'] }, /addresses/],
    [{ services: ['everything'] }, /services/],
    [{ dicomwebUrl: 'file:///etc/passwd' }, /dicomwebUrl/],
  ])('with %j is refused', async (fault, named) => {
    const { status, text } = await send('POST', '/api/v1/peers', { ...peer, ...fault });
    expect(status).toBe(400);
    expect(text).toMatch(named);
  });

  it('is called by C-ECHO, and what came back is told', async () => {
    const { body } = await send<Peer>('POST', '/api/v1/peers', { ...peer, aeTitle: 'SILENT' });
    expect(await send('POST', `/api/v1/peers/${body.id}/echo`)).toMatchObject({
      status: 200,
      body: { outcome: 'unreachable', status: null },
    });
  });
});

const order = {
  accessionNumber: 'ACC1',
  patientId: 'P1',
  patientName: 'PHANTOM^ORDER',
  modality: 'CT',
  scheduledAt: '2026-03-10T14:30:00',
};

describe('an order', () => {
  it('is placed and changed, with its events', async () => {
    const placed = await send<Order>('POST', '/api/v1/orders', order, 'departmentHead');
    expect(placed).toMatchObject({
      status: 201,
      body: {
        status: 'scheduled',
        version: 1,
        priority: 'routine',
        stepId: 'ACC1',
        requestedProcedureId: 'ACC1',
      },
    });
    const { id, studyInstanceUid } = placed.body;
    expect(studyInstanceUid).toMatch(/^2\.25\.\d+$/);
    const change = { ...order, priority: 'stat', status: 'scheduled', expectedVersion: 1 };
    const changed = await send<Order>('PUT', `/api/v1/orders/${id}`, change, 'device');
    expect(changed.body).toMatchObject({ priority: 'stat', version: 2, studyInstanceUid });
    expect(await send('PUT', `/api/v1/orders/${id}`, change)).toMatchObject({ status: 409 });
    const events = await test.dataSource.query<object[]>(
      'select name from event where study_uid = $1 order by id',
      [studyInstanceUid],
    );
    expect(events).toEqual([{ name: 'OrderPlaced' }, { name: 'OrderChanged' }]);
    expect(await send('POST', '/api/v1/orders', order)).toMatchObject({
      status: 409,
      body: { code: 'ORDER_EXISTS' },
    });
  });

  it('is on exactly one page of the list', async () => {
    for (let day = 10; day < 17; day += 1) {
      const scheduledAt = `2026-05-${day}T08:00:00`;
      await send('POST', '/api/v1/orders', { ...order, accessionNumber: `LIST${day}`, scheduledAt });
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query: string = after ? `&after=${after}` : '';
      const { body }: { body: OrderPage } = await send<OrderPage>(
        'GET',
        `/api/v1/orders?limit=3${query}`,
        undefined,
        'radiologist',
      );
      seen.push(...body.orders.map((one) => one.scheduledAt));
      after = body.next;
    } while (after);
    expect(seen).toHaveLength(8);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(await send('GET', '/api/v1/orders?after=made-up')).toMatchObject({ status: 400 });
  });

  it('with a date that no worklist can carry is refused', async () => {
    const { status, text } = await send('POST', '/api/v1/orders', {
      ...order,
      scheduledAt: '2026-03-10T14:30:00Z',
    });
    expect(status).toBe(400);
    expect(text).toMatch(/scheduledAt/);
  });
});
