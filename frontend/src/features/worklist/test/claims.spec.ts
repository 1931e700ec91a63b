import { adoptOwn, tokenOf } from '@/lib/claims/claims';
import { row } from './worklist.factory';

const me = { holderId: 'me', holder: 'Me', since: '2026-11-24T08:00:00.000Z' };
const expiresAt = '2026-11-24T08:02:00.000Z';

it('what the reader holds is adopted, whatever list is open; what was handed over waits for their sign', async () => {
  const held = row('1', { claim: { ...me, expiresAt, handedOver: null } });
  const given = row('2', { claim: { ...me, expiresAt, handedOver: { byId: 'other', by: 'Other' } } });
  const asked: string[] = [];
  globalThis.fetch = (input, init) => {
    const url = decodeURIComponent(input as string);
    asked.push(`${init?.method ?? 'GET'} ${url}`);
    const page = { items: [held, given], next: null, sequence: '1', serverTime: expiresAt };
    const counts = { unread: 2, stat: 0, overdue: 0, total: 2 };
    const body = url.includes('/claim') ? { item: held, token: '7' } : { ...page, counts };
    return Promise.resolve(Response.json(body));
  };
  await adoptOwn();
  expect(asked).toEqual([
    'GET /api/v1/worklist?limit=500&filter={"holder":"me"}',
    'PUT /api/v1/worklist/1.2.1/claim',
  ]);
  expect(tokenOf('1.2.1')).toBe('7');
  expect(tokenOf('1.2.2')).toBeUndefined();
});
