/** Other archives as peers: Orthanc and DCMTK's dcmqrscp, which pull from us, push to us, and are pulled from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headSlices } from '../../../test/dicom.js';
import {
  AE_TITLE,
  freePort,
  startDimse,
  startTool,
  tool,
  writeFiles,
  type RunningTool,
  type TestDimse,
} from '../../../test/dimse.js';
import { until } from '../../../test/until.js';
import { InstanceSelection } from '../../archive/index.js';
import { getString } from '../../dicom/index.js';
import { DimseClient, type Remote } from '../index.js';

let dimse: TestDimse;
let client: DimseClient;

beforeAll(async () => {
  dimse = await startDimse();
  client = dimse.app.get(DimseClient, { strict: false });
  await dimse.addPeer({ aeTitle: 'SCANNER' });
});
afterAll(() => dimse.close());

async function send(aeTitle: string, port: number, name: string) {
  const slices = headSlices(name, 3);
  const paths = writeFiles(
    dimse.folder,
    slices.map(({ bytes }) => bytes),
  );
  const { code, output } = await tool('storescu', [
    '-aet',
    'SCANNER',
    '-aec',
    aeTitle,
    '127.0.0.1',
    String(port),
    ...paths,
  ]);
  if (code !== 0) throw new Error(output);
  return { study: slices[0]?.StudyInstanceUID ?? '', slices };
}

async function count(study: string): Promise<number> {
  const rows = await dimse.app.get(InstanceSelection).under({ studyInstanceUids: [study] });
  return rows.length;
}

describe('dcmqrscp', () => {
  let archive: RunningTool;
  let peer: Remote;

  beforeAll(async () => {
    const port = await freePort();
    const folder = join(dimse.folder, 'qrscp');
    mkdirSync(join(folder, 'objects'), { recursive: true });
    const config = join(folder, 'dcmqrscp.cfg');
    writeFileSync(
      config,
      [
        `NetworkTCPPort = ${port}`,
        'MaxPDUSize = 16384',
        'MaxAssociations = 16',
        'HostTable BEGIN',
        `us = (${AE_TITLE}, 127.0.0.1, ${dimse.port})`,
        'HostTable END',
        'VendorTable BEGIN',
        'VendorTable END',
        'AETable BEGIN',
        `QRSCP ${join(folder, 'objects')} RW (10, 1024mb) ANY`,
        'AETable END',
        '',
      ].join('\n'),
    );
    archive = await startTool('dcmqrscp', ['-c', config], port, folder);
    peer = { aeTitle: 'QRSCP', host: '127.0.0.1', port, tls: false };
    await dimse.addPeer({ aeTitle: 'QRSCP', port });
  });
  afterAll(() => archive.stop());

  it('is stored to, queried, and moved from', async () => {
    const { study } = await send('QRSCP', peer.port, 'THEIRS');
    expect(await client.echo(peer)).toMatchObject({ outcome: 'answered' });
    const found = await client.find(peer, 'STUDY', { PatientID: 'PHANTOM-THEIRS', StudyInstanceUID: '' });
    expect(found.map((match) => getString(match, 'StudyInstanceUID'))).toEqual([study]);
    expect(await count(study)).toBe(0);
    const moved = await client.move(peer, 'STUDY', { studyInstanceUids: [study] }, AE_TITLE);
    expect(moved).toMatchObject({ status: 0, completed: 3, failed: 0 });
    expect(await count(study)).toBe(3);
  });

  it('says what it could not move', async () => {
    const { study } = await send('QRSCP', peer.port, 'NOWHERE');
    const moved = await client.move(peer, 'STUDY', { studyInstanceUids: [study] }, 'NOBODY');
    expect(moved.status).not.toBe(0);
    expect(moved.completed).toBe(0);
  });

  it('takes what we store', async () => {
    const { study } = await send(AE_TITLE, dimse.port, 'OURS');
    const instances = await dimse.app.get(InstanceSelection).under({ studyInstanceUids: [study] });
    const outcomes: string[] = [];
    for await (const { outcome } of client.store(peer, instances)) outcomes.push(outcome);
    expect(outcomes).toEqual(['stored', 'stored', 'stored']);
    const keys = {
      StudyInstanceUID: study,
      SeriesInstanceUID: instances[0]?.seriesInstanceUid ?? '',
      SOPInstanceUID: '',
    };
    expect(await client.find(peer, 'IMAGE', keys)).toHaveLength(3);
  });
});

describe('Orthanc', () => {
  let orthanc: RunningTool;
  let url: string;

  beforeAll(async () => {
    const [dicomPort, httpPort] = [await freePort(), await freePort()];
    const folder = join(dimse.folder, 'orthanc');
    mkdirSync(folder);
    const config = join(folder, 'orthanc.json');
    const settings = {
      Name: 'Spec',
      StorageDirectory: folder,
      IndexDirectory: folder,
      DicomAet: 'ORTHANC',
      DicomPort: dicomPort,
      HttpPort: httpPort,
      AuthenticationEnabled: false,
      DicomModalities: { firstread: [AE_TITLE, '127.0.0.1', dimse.port] },
      DicomAssociationCloseDelay: 0,
      Plugins: [],
    };
    writeFileSync(config, JSON.stringify(settings));
    orthanc = await startTool('Orthanc', [config], httpPort, folder);
    url = `http://127.0.0.1:${httpPort}`;
    await dimse.addPeer({ aeTitle: 'ORTHANC', port: dicomPort, destination: true });
  });
  afterAll(() => orthanc.stop());

  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(
      `${url}${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} gave ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  it('queries us and pulls what it found', async () => {
    const { study } = await send(AE_TITLE, dimse.port, 'PULLED');
    const query = { Level: 'Study', Query: { PatientID: 'PHANTOM-PULLED', StudyInstanceUID: '' } };
    const { ID: id } = await call<{ ID: string }>('/modalities/firstread/query', query);
    const [answer] = await call<Record<string, { Value: string }>[]>(`/queries/${id}/answers?expand`);
    expect(answer?.['0020,000d']?.Value).toBe(study);
    await call(`/queries/${id}/retrieve`, { TargetAet: 'ORTHANC', Synchronous: true });
    expect(await call<string[]>('/instances')).toHaveLength(3);
  });

  it('pushes to us, and has us commit to what it pushed', async () => {
    const [slice] = headSlices('PUSHED', 1);
    const stored = await fetch(`${url}/instances`, { method: 'POST', body: Buffer.from(slice?.bytes ?? []) });
    const { ID: instance } = (await stored.json()) as { ID: string };
    await call('/modalities/firstread/store', { Resources: [instance], Synchronous: true });
    expect(await count(slice?.StudyInstanceUID ?? '')).toBe(1);
    const reference = { SOPClassUID: slice?.SOPClassUID, SOPInstanceUID: slice?.SOPInstanceUID };
    const { ID: transaction } = await call<{ ID: string }>('/modalities/firstread/storage-commitment', {
      DicomInstances: [reference],
    });
    const status = async () => (await call<{ Status: string }>(`/storage-commitment/${transaction}`)).Status;
    await until(async () => (await status()) !== 'Pending');
    expect(await status()).toBe('Success');
  });
});
