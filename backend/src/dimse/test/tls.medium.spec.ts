import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { headSlices } from '../../../test/dicom.js';
import {
  AE_TITLE,
  datasetsIn,
  freePort,
  startDimse,
  startReceiver,
  tool,
  writeFiles,
  type TestDimse,
} from '../../../test/dimse.js';
import { InstanceSelection } from '../../archive/index.js';
import { DimseClient } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'firstread-tls-'));
const ca = join(folder, 'ca.pem');
const slices = headSlices('TLS', 1);

let dimse: TestDimse;
let tlsPort: number;

beforeAll(async () => {
  await authority('ca');
  await certificate('archive', 'ca');
  await certificate('modality', 'ca');
  await authority('stranger');
  tlsPort = await freePort();
  dimse = await startDimse({
    DIMSE_TLS_PORT: String(tlsPort),
    DIMSE_TLS_CERT: join(folder, 'archive.pem'),
    DIMSE_TLS_KEY: join(folder, 'archive.key'),
    DIMSE_TLS_CA: ca,
  });
  await dimse.addPeer({ aeTitle: 'MODALITY' });
});
afterAll(() => dimse.close());

async function openssl(...options: string[]): Promise<void> {
  const { code, output } = await tool('openssl', options, folder);
  if (code !== 0) throw new Error(output);
}

async function authority(name: string): Promise<void> {
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
  );
}

async function certificate(name: string, by: string): Promise<void> {
  await openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
  );
  await openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    `${by}.pem`,
    '-CAkey',
    `${by}.key`,
    '-CAcreateserial',
    '-days',
    '2',
    '-out',
    `${name}.pem`,
  );
}

/** DCMTK with a certificate of its own. */
function secured(name: string): string[] {
  return ['+tls', join(folder, `${name}.key`), join(folder, `${name}.pem`), '+cf', ca];
}

function address(port: number): string[] {
  return ['-aet', 'MODALITY', '-aec', AE_TITLE, '127.0.0.1', String(port)];
}

describe('DICOM over TLS', () => {
  it('takes a peer with a certificate of our authority', async () => {
    const paths = writeFiles(
      dimse.folder,
      slices.map(({ bytes }) => bytes),
    );
    const run = await tool('storescu', [...secured('modality'), ...address(tlsPort), ...paths]);
    expect(run).toMatchObject({ code: 0 });
    const rows = await dimse.dataSource.query<object[]>('select source from instance');
    expect(rows).toEqual([{ source: 'MODALITY@127.0.0.1' }]);
  });

  it('refuses one without, or with that of another authority', async () => {
    for (const options of [['+tla', '+cf', ca], secured('stranger')]) {
      expect((await tool('echoscu', [...options, ...address(tlsPort)])).code).not.toBe(0);
    }
  });

  it('does not speak plainly on the secure port, nor securely on the plain one', async () => {
    expect((await tool('echoscu', ['-to', '5', '-ta', '5', ...address(tlsPort)])).code).not.toBe(0);
    expect((await tool('echoscu', [...address(dimse.port)])).code).toBe(0);
  });

  it('agrees on nothing below TLS 1.2', async () => {
    const socket = connect({
      host: '127.0.0.1',
      port: tlsPort,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'ALL@SECLEVEL=0',
      rejectUnauthorized: false,
    });
    const failure = await new Promise<Error>((resolve, reject) => {
      socket.once('error', resolve);
      socket.once('secureConnect', () => reject(new Error('TLS 1.1 was agreed on')));
    });
    socket.destroy();
    expect(failure.message).toMatch(/protocol version|alert/i);
  });

  it('is how we send to a peer that wants it', async () => {
    const received = join(dimse.folder, 'received');
    const receiver = await startReceiver('SECURE', received, ['+xa', ...secured('modality')]);
    const client = dimse.app.get(DimseClient, { strict: false });
    const peer = { aeTitle: 'SECURE', host: '127.0.0.1', port: receiver.port, tls: true };
    const studyInstanceUids = slices.map((slice) => slice.StudyInstanceUID);
    const instances = await dimse.app.get(InstanceSelection).under({ studyInstanceUids });
    const outcomes: string[] = [];
    for await (const { outcome } of client.store(peer, instances)) outcomes.push(outcome);
    expect(outcomes).toEqual(['stored']);
    await receiver.stop();
    expect(datasetsIn(received)).toHaveLength(1);
  });
});
