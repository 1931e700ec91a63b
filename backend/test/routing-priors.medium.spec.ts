/** Two archives of ours and DCMTK's: priors that are fetched, studies that are asked for, and instances that are refused. */
import type {
  Delivery,
  PeerInput,
  RemoteStudyList,
  Study,
  StudyFetch,
  StudyFetchPage,
} from '@firstread/contract';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUid, smallImage } from './dicom.js';
import {
  administrator,
  AE_TITLE,
  defaultPeer,
  freePort,
  startReceiver,
  startTool,
  tool,
  writeFiles,
  type RunningTool,
} from './dimse.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';
import { dataset, item, part10, text } from '../src/dicom/test/dicom-bytes.js';
import { canDecode, TRANSFER_SYNTAX } from '../src/dicom/index.js';
import { DimseModule } from '../src/dimse/index.js';
import { SettlingModule } from '../src/ingest/index.js';
import { PeerService } from '../src/peers/index.js';
import { WorklistWorkerModule } from '../src/worklist/index.js';
import { RoutingWorkerModule } from '../src/routing/routing.module.js';

const BOUNDARY = 'priors-boundary';
const MULTIPART = `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`;

let here: TestApp;
let there: TestApp;
let qrscp: RunningTool;
let qrscpPort: number;
let folder: string;
const peers: Record<'there' | 'qrscp', string> = { there: '', qrscp: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstread-priors-'));
  there = await startTestApp();
  const dimsePort = await freePort();
  const settings = { DIMSE_PORT: String(dimsePort), STUDY_QUIET_MS: '100' };
  const worker = [DimseModule, SettlingModule, WorklistWorkerModule, RoutingWorkerModule];
  here = await startTestApp(settings, worker);
  qrscpPort = await freePort();
  qrscp = await startQrscp(qrscpPort, dimsePort);
  const dicomweb = { dicomwebUrl: `${there.url}/dicomweb`, dicomwebToken: there.tokens.administrator };
  peers.there = await addPeer({ aeTitle: 'THERE', ...dicomweb });
  peers.qrscp = await addPeer({ aeTitle: 'QRSCP', port: qrscpPort });
  await addSource(peers.there, 'dicomweb');
  await addSource(peers.qrscp, 'dimse');
});
afterAll(async () => {
  await here.close();
  await there.close();
  await qrscp.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startQrscp(port: number, ours: number): Promise<RunningTool> {
  const objects = join(folder, 'objects');
  mkdirSync(objects);
  const lines = [
    `NetworkTCPPort = ${port}`,
    'MaxPDUSize = 16384',
    'MaxAssociations = 16',
    'HostTable BEGIN',
    `us = (${AE_TITLE}, 127.0.0.1, ${ours})`,
    'HostTable END',
    'VendorTable BEGIN',
    'VendorTable END',
    'AETable BEGIN',
    `QRSCP ${objects} RW (10, 1024mb) ANY`,
    'AETable END',
    '',
  ];
  const config = join(folder, 'dcmqrscp.cfg');
  writeFileSync(config, lines.join('\n'));
  return startTool('dcmqrscp', ['-c', config], port, folder);
}

async function addPeer(peer: Partial<PeerInput> & Pick<PeerInput, 'aeTitle'>): Promise<string> {
  const service = here.app.get(PeerService, { strict: false });
  return (await service.create({ ...defaultPeer, ...peer }, administrator)).id;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await here.request(path, 'administrator', {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`);
  return (answer === '' ? undefined : JSON.parse(answer)) as T;
}

const addSource = (peerId: string, transport: 'dimse' | 'dicomweb') =>
  call('PUT', '/api/v1/prior-sources', { peerId, transport, sameModality: true });

async function stow(app: TestApp, bytes: Uint8Array): Promise<void> {
  const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
  const response = await app.request('/dicomweb/studies', 'administrator', {
    method: 'POST',
    headers: { 'content-type': MULTIPART },
    body: new Blob([head, Buffer.from(bytes), `\r\n--${BOUNDARY}--\r\n`]),
  });
  expect(response.status).toBe(200);
}

async function storescu(files: readonly Uint8Array[]): Promise<void> {
  const address = ['-aec', 'QRSCP', '127.0.0.1', String(qrscpPort)];
  const { code, output } = await tool('storescu', [...address, ...writeFiles(folder, files)]);
  expect({ code, output }).toMatchObject({ code: 0 });
}

async function study(uid: string): Promise<Study | undefined> {
  const response = await here.request(`/api/v1/studies/${uid}`, 'radiologist');
  return response.status === 404 ? undefined : ((await response.json()) as Study);
}

async function isListed(uid: string): Promise<boolean> {
  return Boolean((await study(uid))?.worklistItem);
}

/** The one object of a study, byte for byte. */
async function objectOf(app: TestApp, uid: string, instance: string): Promise<Buffer> {
  const path = `/dicomweb/studies/${uid}/series/${uid}.1/instances/${instance}`;
  const response = await app.request(path, 'radiologist', { headers: { accept: 'application/dicom' } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function deliveryOf(uid: string): Promise<Delivery | undefined> {
  const { deliveries } = await call<{ deliveries: Delivery[] }>('GET', '/api/v1/deliveries?limit=100');
  return deliveries.find((one) => one.studyInstanceUid === uid);
}

async function fetchesOf(uid: string): Promise<StudyFetch[]> {
  const { fetches } = await call<StudyFetchPage>('GET', '/api/v1/study-fetches?limit=100');
  return fetches.filter((one) => one.studyInstanceUid === uid);
}

/** A new study here; once it is on the list and both sources were asked, what will be fetched is known. */
async function readNew(patientId: string, modality = 'CT'): Promise<string> {
  const uid = newUid();
  await stow(here, smallImage({ study: uid, patientId, modality, date: '20260105' }));
  await until(() => isListed(uid));
  await until(async () => {
    const rows = await here.dataSource.query<unknown[]>('select 1 from prior_search');
    const [{ behind } = { behind: true }] = await here.dataSource.query<{ behind: boolean }[]>(
      `select exists (select from event where name = 'StudyCompleted' and study_uid = $1
         and not exists (select from study_fetch where for_study_uid = $1)) as behind`,
      [uid],
    );
    return rows.length === 0 && !behind;
  });
  return uid;
}

interface Older {
  prior: string;
  stranger: string;
  image: Buffer;
  instance: string;
  patientId: string;
}

/** A study of the patient and one of somebody else, both old. */
function older(): Older & { files: Buffer[] } {
  const [prior, stranger, instance, patientId] = [newUid(), newUid(), newUid(), `P${newUid().slice(-12)}`];
  const image = smallImage({ study: prior, instance, patientId, modality: 'CT', date: '20240105' });
  const other = smallImage({ study: stranger, patientId: `${patientId}X`, modality: 'CT', date: '20240105' });
  return { prior, stranger, image, instance, patientId, files: [image, other] };
}

async function expectPrior({ prior, stranger, patientId }: Older): Promise<void> {
  const present = await readNew(patientId);
  await until(async () => (await study(prior))?.state === 'complete');
  expect(await study(prior)).toMatchObject({ intake: 'prior', worklistItem: null });
  expect(await study(stranger)).toBeUndefined();
  await until(async () => (await fetchesOf(prior)).every(({ state }) => state === 'fetched'));
  expect(await fetchesOf(prior)).toMatchObject([{ forStudyUid: present, problem: null, attempts: 1 }]);
  expect(await fetchesOf(stranger)).toEqual([]);
}

describe('a new study', () => {
  it('has its prior fetched over DICOMweb, byte for byte, and nothing of another patient', async () => {
    const old = older();
    for (const file of old.files) await stow(there, file);
    await expectPrior(old);
    expect((await objectOf(here, old.prior, old.instance)).equals(old.image)).toBe(true);
  });

  it('has its prior fetched by C-FIND and C-MOVE', async () => {
    const old = older();
    await storescu(old.files);
    await expectPrior(old);
  });
});

describe('a person', () => {
  it.each(['dicomweb', 'dimse'] as const)(
    'sees what a peer has and has it fetched (%s)',
    async (transport) => {
      const old = older();
      const peerId = transport === 'dimse' ? peers.qrscp : peers.there;
      if (transport === 'dimse') await storescu(old.files);
      else for (const file of old.files) await stow(there, file);
      const look = () =>
        call<RemoteStudyList>('POST', `/api/v1/peers/${peerId}/studies`, {
          transport,
          patientId: old.patientId,
        });
      const known = { studyInstanceUid: old.prior, studyDate: '20240105', modalities: ['CT'] };
      expect((await look()).studies).toMatchObject([{ ...known, here: false }]);
      const wanted = { peerId, transport, studyInstanceUid: old.prior, intake: 'reading' };
      const asked = await call<StudyFetch>('POST', '/api/v1/study-fetches', wanted);
      expect(asked).toMatchObject({ studyInstanceUid: old.prior, forStudyUid: null });
      await until(() => isListed(old.prior));
      expect(await study(old.prior)).toMatchObject({ intake: 'reading' });
      expect((await look()).studies).toMatchObject([{ ...known, here: true }]);
    },
  );

  it('is told where the peer cannot be asked', async () => {
    const away = await addPeer({ aeTitle: 'NOBODY', port: await freePort() });
    const query = { transport: 'dimse', patientId: 'PHANTOM' };
    await expect(call('POST', `/api/v1/peers/${away}/studies`, query)).rejects.toThrow(
      /503.*NOBODY could not be asked/,
    );
  });
});

describe('a delivery', () => {
  async function send(uid: string, peerId: string, transport: 'dimse' | 'dicomweb'): Promise<void> {
    await call('POST', `/api/v1/studies/${uid}/deliveries`, { peerId, transport, what: ['originals'] });
  }

  /** Attempts follow at once, whatever the pause between them. */
  async function failed(uid: string): Promise<Delivery> {
    await until(async () => {
      await here.dataSource.query(`update delivery set next_attempt_at = now() where state = 'waiting'`);
      return (await deliveryOf(uid))?.state === 'failed';
    });
    return (await deliveryOf(uid)) as Delivery;
  }

  it('over STOW-RS arrives byte for byte', async () => {
    const [uid, instance] = [newUid(), newUid()];
    const image = smallImage({ study: uid, instance, patientId: newUid() });
    await stow(here, image);
    await send(uid, peers.there, 'dicomweb');
    await until(async () => (await deliveryOf(uid))?.state === 'delivered');
    expect((await objectOf(there, uid, instance)).equals(image)).toBe(true);
  });

  it('has failed once the peer has refused often enough, and says what', async () => {
    const [uid, instance] = [newUid(), newUid()];
    const image = { study: uid, patientId: newUid() };
    await stow(there, smallImage({ ...image, instance, samples: [9, 9, 9, 9] }));
    await stow(here, smallImage({ ...image, instance }));
    await stow(here, smallImage(image));
    await send(uid, peers.there, 'dicomweb');
    const { attempts, problem, sent } = await failed(uid);
    expect({ attempts, sent }).toEqual({ attempts: 5, sent: 1 });
    expect(problem).toContain(`1 of 1 instances were refused, the first (${instance})`);
    expect(problem).toContain('409');
  });

  it('of what cannot be decoded fails at a receiver that takes nothing compressed', async () => {
    expect(canDecode(TRANSFER_SYNTAX.JPEGXL)).toBe(false);
    const [uid, instance] = [newUid(), newUid()];
    await stow(here, undecodable(uid, instance));
    const receiver = await startReceiver('PLAIN', join(folder, 'plain'), ['+xi']);
    try {
      const peer = await addPeer({ aeTitle: 'PLAIN', port: receiver.port });
      await send(uid, peer, 'dimse');
      const { problem, sent } = await failed(uid);
      expect(sent).toBe(0);
      expect(problem).toContain(instance);
      expect(problem).toContain('cannot be decoded');
    } finally {
      await receiver.stop();
    }
  });
});

/** An image whose pixels are compressed in a way that is only stored. */
function undecodable(study: string, instance: string): Buffer {
  const header = dataset([
    text('SOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
    text('SOPInstanceUID', instance),
    text('Modality', 'OT'),
    text('PatientID', 'PHANTOM-JXL'),
    text('StudyInstanceUID', study),
    text('SeriesInstanceUID', `${study}.1`),
  ]);
  const pixelData = Buffer.from('e07f10004f420000ffffffff', 'hex');
  const end = Buffer.from('feffdde000000000', 'hex');
  const fragments = [item(Buffer.alloc(0)), item(Buffer.from([1, 2, 3, 4])), end];
  return part10(Buffer.concat([header, pixelData, ...fragments]), TRANSFER_SYNTAX.JPEGXL);
}
