import fc from 'fast-check';
import { connect } from 'node:net';
import { headSlices } from '../../../test/dicom.js';
import {
  AE_TITLE,
  administrator,
  freePort,
  startDimse,
  tool,
  writeFiles,
  type TestDimse,
} from '../../../test/dimse.js';
import { PeerService } from '../../peers/index.js';

let dimse: TestDimse;

beforeAll(async () => {
  dimse = await startDimse({ DIMSE_UNKNOWN_PEERS: 'refuse', DIMSE_MAX_ASSOCIATIONS: '3' });
});
afterAll(() => dimse.close());

function echo(calling: string, called = AE_TITLE) {
  return tool('echoscu', ['-v', '-aet', calling, '-aec', called, '127.0.0.1', String(dimse.port)]);
}

async function denials(source: string): Promise<string[]> {
  const rows = await dimse.dataSource.query<{ detail: string }[]>(
    `select detail from audit_event where action = 'association.open' and outcome = 'denied' and source = $1`,
    [source],
  );
  return rows.map((row) => row.detail);
}

describe('an association', () => {
  it('of a known peer is accepted', async () => {
    await dimse.addPeer({ aeTitle: 'KNOWN' });
    expect(await echo('KNOWN')).toMatchObject({ code: 0 });
  });

  it('takes long PDUs of a peer that takes short ones', async () => {
    await dimse.addPeer({ aeTitle: 'SHORT' });
    const options = ['-d', '--max-pdu', '16384', '-aet', 'SHORT', '-aec', AE_TITLE];
    const { output } = await tool('echoscu', [...options, '127.0.0.1', String(dimse.port)]);
    expect(output).toMatch(/Their Max PDU Receive Size:\s+131072/);
  });

  it('of an unknown AE title is refused with the reason, and the refusal is in the trail', async () => {
    const { code, output } = await echo('STRANGER');
    expect(code).not.toBe(0);
    expect(output).toMatch(/Calling AE Title Not Recognized/i);
    expect(await denials('STRANGER@127.0.0.1')).toEqual(['Not a peer of this archive']);
  });

  it('that calls somebody else is refused', async () => {
    await dimse.addPeer({ aeTitle: 'ASTRAY' });
    const { code, output } = await echo('ASTRAY', 'ELSEWHERE');
    expect(code).not.toBe(0);
    expect(output).toMatch(/Called AE Title Not Recognized/i);
  });

  it('from an address that the peer does not have is refused', async () => {
    await dimse.addPeer({ aeTitle: 'MOVED', host: '192.0.2.7' });
    expect((await echo('MOVED')).output).toMatch(/Calling AE Title Not Recognized/i);
    await dimse.addPeer({ aeTitle: 'RANGED', host: '192.0.2.7', addresses: ['10.0.0.0/8', '127.0.0.0/8'] });
    expect((await echo('RANGED')).code).toBe(0);
  });

  it('follows a change of the peer at once', async () => {
    const id = await dimse.addPeer({ aeTitle: 'SWITCHED' });
    expect((await echo('SWITCHED')).code).toBe(0);
    const peers = dimse.app.get(PeerService);
    const { version, hasDicomwebToken: _, id: __, ...peer } = await peers.one(id);
    await peers.change(id, { ...peer, enabled: false, expectedVersion: version }, administrator);
    expect((await echo('SWITCHED')).output).toMatch(/Calling AE Title Not Recognized/i);
  });

  it('may be used only for what the peer may do', async () => {
    await dimse.addPeer({ aeTitle: 'ASKER', services: ['query'] });
    const [slice] = headSlices('ASKER', 1).map(({ bytes }) => bytes);
    const [path = ''] = writeFiles(dimse.folder, slice ? [slice] : []);
    const stored = await tool('storescu', [
      '-aet',
      'ASKER',
      '-aec',
      AE_TITLE,
      '127.0.0.1',
      String(dimse.port),
      path,
    ]);
    expect(stored.output).toMatch(/No presentation context|No Acceptable Presentation Contexts/i);
    expect(await dimse.dataSource.query('select 1 from study')).toEqual([]);
  });

  it('beyond the limits is refused for the time being', async () => {
    await dimse.addPeer({ aeTitle: 'BUSY', maxAssociations: 1 });
    await dimse.addPeer({ aeTitle: 'FREE' });
    const admission = dimse.app.get((await import('../scp/admission.js')).Admission, { strict: false });
    const held = [await admission.admit('BUSY', AE_TITLE, '127.0.0.1')];
    expect((await echo('BUSY')).output).toMatch(/Local Limit Exceeded/i);
    expect((await echo('FREE')).code).toBe(0);
    for (let count = 0; count < 2; count += 1)
      held.push(await admission.admit('FREE', AE_TITLE, '127.0.0.1'));
    expect((await echo('FREE')).output).toMatch(/Local Limit Exceeded/i);
    held.forEach((conversation) => admission.leave(conversation));
    expect((await echo('BUSY')).code).toBe(0);
  });
});

describe('our own C-ECHO', () => {
  it('says what came back', async () => {
    const { DimseClient } = await import('../index.js');
    const client = dimse.app.get(DimseClient, { strict: false });
    const self = { aeTitle: AE_TITLE, host: '127.0.0.1', port: dimse.port, tls: false };
    expect(await client.echo(self)).toMatchObject({
      outcome: 'refused',
      detail: expect.stringMatching(/AE title/) as string,
    });
    await dimse.addPeer({ aeTitle: AE_TITLE });
    expect(await client.echo(self)).toMatchObject({ outcome: 'answered', status: 0 });
    expect(await client.echo({ ...self, aeTitle: 'OTHER' })).toMatchObject({ outcome: 'refused' });
    expect(await client.echo({ ...self, port: await freePort() })).toMatchObject({
      outcome: 'unreachable',
      status: null,
    });
  });
});

describe('whatever comes in', () => {
  function say(bytes: Buffer): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port: dimse.port });
    socket.on('error', () => undefined).resume();
    socket.end(bytes);
    return new Promise((resolve) => socket.once('close', () => resolve()));
  }

  it('leaves the door open for others', async () => {
    await dimse.addPeer({ aeTitle: 'PATIENT' });
    const request = associationRequest('PATIENT', AE_TITLE);
    await say(Buffer.concat([request, request]));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(7), async (noise, type) => {
        const header = Buffer.from([type, 0, 0, 0, noise.length >> 8, noise.length & 0xff]);
        await say(Buffer.concat([request, header, noise]));
        await say(Buffer.concat([header, noise]));
      }),
      { numRuns: 30 },
    );
    expect(await echo('PATIENT')).toMatchObject({ code: 0 });
  });
});

/** A-ASSOCIATE-RQ that proposes verification. */
function associationRequest(calling: string, called: string): Buffer {
  const item = (type: number, value: Buffer) => {
    const header = Buffer.from([type, 0, value.length >> 8, value.length & 0xff]);
    return Buffer.concat([header, value]);
  };
  const context = Buffer.concat([
    Buffer.from([1, 0, 0, 0]),
    item(0x30, Buffer.from('1.2.840.10008.1.1')),
    item(0x40, Buffer.from('1.2.840.10008.1.2')),
  ]);
  const body = Buffer.concat([
    Buffer.from([0, 1, 0, 0]),
    Buffer.from(called.padEnd(16)),
    Buffer.from(calling.padEnd(16)),
    Buffer.alloc(32),
    item(0x10, Buffer.from('1.2.840.10008.3.1.1.1')),
    item(0x20, context),
    item(0x50, item(0x51, Buffer.from([0, 0, 0x40, 0]))),
  ]);
  const header = Buffer.from([1, 0, 0, 0, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([header, body]);
}
