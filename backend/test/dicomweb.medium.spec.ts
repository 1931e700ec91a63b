import { Readable } from 'node:stream';
import { text, dataset, EXPLICIT_BE, greyPixels, part10 } from '../src/dicom/test/dicom-bytes.js';
import { TRANSFER_SYNTAX, type DicomJsonDataset } from '../src/dicom/index.js';
import { mediaTypeParameter, readParts, readWhole } from '../src/platform/index.js';
import { headSlices, newUid, smallImage } from './dicom.js';
import { startTestApp, type TestApp } from './test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
});

const BOUNDARY = 'spec-boundary';

function multipart(parts: readonly Uint8Array[]): Blob {
  const pieces = parts.flatMap((part) => [
    `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`,
    Buffer.from(part),
    '\r\n',
  ]);
  return new Blob([...pieces, `--${BOUNDARY}--\r\n`]);
}

function stow(parts: readonly Uint8Array[], path = '/dicomweb/studies'): Promise<Response> {
  return app.request(path, 'administrator', {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` },
    body: multipart(parts),
  });
}

async function answer(response: Response): Promise<DicomJsonDataset> {
  return (await response.json()) as DicomJsonDataset;
}

function items(response: DicomJsonDataset, tag: string): DicomJsonDataset[] {
  return (response[tag]?.Value ?? []) as DicomJsonDataset[];
}

function get(path: string, accept: string): Promise<Response> {
  return app.request(path, 'radiologist', { headers: { accept } });
}

/** Bytes of the parts of a multipart answer. */
async function partsOf(response: Response): Promise<Buffer[]> {
  const boundary = mediaTypeParameter(response.headers.get('content-type') ?? '', 'boundary') ?? '';
  const body = Readable.from([Buffer.from(await response.arrayBuffer())]);
  const parts: Buffer[] = [];
  for await (const part of readParts(body, boundary)) parts.push(await readWhole(part.body, Infinity));
  return parts;
}

/** The same image in big endian order, with a look-up table too long to stand inline. */
function bigEndianImage(study: string, table: readonly number[]): Buffer {
  const words = Buffer.alloc(table.length * 2);
  table.forEach((word, index) => words.writeUInt16BE(word, index * 2));
  const elements = [
    text('SOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
    text('SOPInstanceUID', `${study}.1.1`),
    text('PatientID', 'PHANTOM-BE'),
    text('StudyInstanceUID', study),
    text('SeriesInstanceUID', `${study}.1`),
    ...greyPixels(2, 2, [1, 2, 3, 4], [], EXPLICIT_BE),
  ];
  const at = elements.findIndex(({ tag }) => tag > 0x00281201);
  elements.splice(at, 0, { tag: 0x00281201, vr: 'OW', value: words });
  return part10(dataset(elements, EXPLICIT_BE), TRANSFER_SYNTAX.ExplicitVRBigEndian);
}

describe('STOW-RS', () => {
  it('answers 200 with where each instance is, and says of the same again that it is one', async () => {
    const study = newUid();
    const image = smallImage({ study, instance: `${study}.1.1` });
    const first = await stow([image]);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toContain('application/dicom+json');
    const stored = await answer(first);
    expect(stored['00081190']?.Value).toEqual([`/dicomweb/studies/${study}`]);
    expect(items(stored, '00081199')[0]?.['00081155']?.Value).toEqual([`${study}.1.1`]);

    const again = await stow([image]);
    expect(again.status).toBe(200);
    expect(items(await answer(again), '00081199')[0]?.['00091002']?.Value).toEqual(['DUPLICATE']);
  });

  it('answers 202 where some are refused, with the reason and the failure code of each', async () => {
    const study = newUid();
    const good = smallImage({ study, instance: `${study}.1.1` });
    const other = smallImage({ study, instance: `${study}.1.1`, samples: [9, 9, 9, 9] });
    const response = await stow([good, other, Buffer.from('no DICOM at all')]);
    expect(response.status).toBe(202);
    const outcome = await answer(response);
    expect(items(outcome, '00081199')).toHaveLength(1);
    const [collision] = items(outcome, '00081198');
    expect(collision?.['00081197']?.Value).toEqual([0x0111]);
    expect(collision?.['00091001']?.Value?.[0]).toMatch(/^UID_COLLISION: .*the first is kept/);
    const [nothing] = items(outcome, '0008119A');
    expect(nothing?.['00081197']?.Value).toEqual([0xc000]);
  });

  it('answers 409 where none is stored, also for an instance of another study than the one addressed', async () => {
    const response = await stow([smallImage()], `/dicomweb/studies/${newUid()}`);
    expect(response.status).toBe(409);
    expect(items(await answer(response), '00081198')[0]?.['00081197']?.Value).toEqual([0xa900]);
  });

  it('refuses what is no multipart with a problem that says what to send', async () => {
    const response = await app.request('/dicomweb/studies', 'administrator', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining('multipart/related') as string,
    });
  });
});

describe('WADO-RS', () => {
  const slices = headSlices('WADO', 3);
  const [first] = slices;
  if (!first) throw new Error('There is no slice');
  const study = `/dicomweb/studies/${first.StudyInstanceUID}`;

  beforeAll(async () => {
    expect((await stow(slices.map((slice) => slice.bytes))).status).toBe(200);
  });

  it('gives every instance of a study back byte for byte', async () => {
    const response = await get(study, 'multipart/related; type="application/dicom"');
    expect(response.status).toBe(200);
    const parts = await partsOf(response);
    const sorted = (list: readonly Uint8Array[]) =>
      list.map((one) => Buffer.from(one).toString('base64')).sort();
    expect(sorted(parts)).toEqual(sorted(slices.map((slice) => slice.bytes)));
  });

  it('points to bulk data from the metadata, and gives the values there', async () => {
    const metadata = (await (
      await get(`${study}/metadata`, 'application/dicom+json')
    ).json()) as DicomJsonDataset[];
    expect(metadata).toHaveLength(3);
    const [dataset0] = metadata;
    const address = dataset0?.['7FE00010']?.BulkDataURI ?? '';
    expect(address).toMatch(/^\/dicomweb\/studies\/.*\/bulkdata\?offset=\d+&length=524288&vr=OW$/);
    const uid = dataset0?.['00080018']?.Value?.[0];
    const source = slices.find((slice) => slice.SOPInstanceUID === uid);
    const pixels = Buffer.from(await (await get(address, 'application/octet-stream')).arrayBuffer());
    expect(
      Buffer.from(source?.bytes ?? [])
        .subarray(-pixels.length)
        .equals(pixels),
    ).toBe(true);
  });

  it('counts frames from one, and answers 404 for one that is not there', async () => {
    const frames = `${study}/series/${first.SeriesInstanceUID}/instances/${first.SOPInstanceUID}/frames`;
    const response = await get(`${frames}/1`, 'application/octet-stream');
    expect(response.headers.get('content-type')).toContain('transfer-syntax=1.2.840.10008.1.2.1');
    expect((await response.arrayBuffer()).byteLength).toBe(512 * 512 * 2);
    expect((await get(`${frames}/2`, 'application/octet-stream')).status).toBe(404);
    expect((await get(`${frames}/0`, 'application/octet-stream')).status).toBe(404);
  });

  it('answers 406 to a media type that it does not have, and 404 for what is not there', async () => {
    expect((await get(study, 'image/tiff')).status).toBe(406);
    expect((await get(`/dicomweb/studies/${newUid()}`, '*/*')).status).toBe(404);
    expect((await get(`/dicomweb/studies/${newUid()}/metadata`, '*/*')).status).toBe(404);
  });

  it('turns the words of a big endian file on their way out', async () => {
    const uid = newUid();
    const table = Array.from({ length: 4096 }, (_, index) => (index * 7) % 65_536);
    expect((await stow([bigEndianImage(uid, table)])).status).toBe(200);
    const [metadata] = (await (
      await get(`/dicomweb/studies/${uid}/metadata`, 'application/dicom+json')
    ).json()) as DicomJsonDataset[];
    const address = metadata?.['00281201']?.BulkDataURI ?? '';
    const bytes = Buffer.from(await (await get(address, 'application/octet-stream')).arrayBuffer());
    expect(table.map((_, index) => bytes.readUInt16LE(index * 2))).toEqual(table);
  });
});

describe('WADO-RS answers', () => {
  const [slice] = headSlices('ANSWERS', 1);
  if (!slice) throw new Error('There is no slice');
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, bytes } = slice;
  const study = `/dicomweb/studies/${StudyInstanceUID}`;
  const instance = `${study}/series/${SeriesInstanceUID}/instances/${SOPInstanceUID}`;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    app.request(path, 'radiologist', { headers, method });

  beforeAll(async () => {
    expect((await stow([bytes])).status).toBe(200);
  });

  it('are not sent again to a client that has them', async () => {
    for (const [path, accept] of [
      [study, '*/*'],
      [`${study}/metadata`, 'application/dicom+json'],
      [instance, 'application/dicom'],
      [`${instance}/frames/1`, 'application/octet-stream'],
      [`${instance}/rendered`, 'image/jpeg'],
      [`${study}/thumbnail`, 'image/png'],
    ] as const) {
      const etag = (await ask(path, { accept })).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+"$/);
      expect((await ask(path, { accept, 'if-none-match': etag })).status).toBe(304);
      expect((await ask(path, { accept, 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  it('change when an instance comes in', async () => {
    const before = await ask(`${study}/metadata`);
    const [, second] = headSlices('ANSWERS', 2);
    expect((await stow([second?.bytes ?? new Uint8Array()])).status).toBe(200);
    const after = await ask(`${study}/metadata`);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await after.json()).toHaveLength(2);
  });

  it('may be parts of the bytes', async () => {
    const part = await ask(instance, { accept: 'application/dicom', range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    const body = Buffer.from(await part.arrayBuffer());
    expect(body.equals(Buffer.from(bytes).subarray(100, 200))).toBe(true);
    const tail = await ask(instance, { accept: 'application/dicom', range: 'bytes=-10' });
    expect(Buffer.from(await tail.arrayBuffer()).equals(Buffer.from(bytes).subarray(-10))).toBe(true);
    const beyond = await ask(instance, { accept: 'application/dicom', range: `bytes=${bytes.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  });

  it('have heads without bodies', async () => {
    const head = await ask(instance, { accept: 'application/dicom' }, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect((await ask(`${study}/metadata`, {}, 'HEAD')).status).toBe(200);
    expect((await ask(`${study}`, {}, 'HEAD')).status).toBe(200);
    expect((await ask('/dicomweb/studies', {}, 'HEAD')).status).toBe(200);
  });

  it('write metadata anew that were stored before they were kept', async () => {
    const before = await (await ask(`${instance}/metadata`)).json();
    await app.dataSource.query('delete from instance_metadata');
    expect(await (await ask(`${instance}/metadata`)).json()).toEqual(before);
    const [row] = await app.dataSource.query<{ count: number }[]>(
      'select count(*)::int as count from instance_metadata',
    );
    expect(row?.count).toBe(1);
  });

  it.each([
    [`${instance}/frames/one`, '*/*', 400],
    [`${instance}/frames/1,2`, '*/*', 404],
    [`${instance}/rendered?window=1`, 'image/jpeg', 400],
    [`${instance}/rendered`, 'image/tiff', 406],
    [`${instance}/frames/2/rendered`, 'image/jpeg', 404],
    [instance, 'application/pdf', 406],
    ['/dicomweb/studies', 'multipart/related; type="application/dicom+xml"', 406],
    ['/dicomweb/studies?Nonsense=1', '*/*', 400],
    ['/dicomweb/studies?SOPInstanceUID=1', '*/*', 400],
  ])('%s as %s is %p', async (path, accept, status) => {
    const response = await ask(path, { accept });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('QIDO-RS', () => {
  const [slice] = headSlices('QIDO', 1);
  const study = slice?.StudyInstanceUID ?? '';

  beforeAll(async () => {
    expect((await stow([slice?.bytes ?? new Uint8Array()])).status).toBe(200);
  });

  it('returns the default attributes, the keys and what is asked for besides', async () => {
    const query = `StudyInstanceUID=${study}&includefield=00081030,00080060&includefield=00091001`;
    const response = await get(`/dicomweb/studies?${query}`, 'application/dicom+json');
    expect(response.headers.get('x-total-count')).toBe('1');
    const [match] = (await response.json()) as DicomJsonDataset[];
    for (const tag of ['00080020', '00080050', '00080061', '00100010', '00100020', '00201206', '00201208'])
      expect(match).toHaveProperty(tag);
    expect(match?.['00080061']).toEqual({ vr: 'CS', Value: ['CT'] });
    expect(match?.['00081190']?.Value).toEqual([`/dicomweb/studies/${study}`]);
    expect(JSON.stringify(match)).not.toContain('"Value":[]');
  });

  it('says how many more there are', async () => {
    const page = await get('/dicomweb/studies?limit=1', '*/*');
    const total = Number(page.headers.get('x-total-count'));
    expect(total).toBeGreaterThan(1);
    expect(page.headers.get('warning')).toBe(
      `299 firstread "There are ${total - 1} additional results that can be requested"`,
    );
    const last = await get(`/dicomweb/studies?limit=1&offset=${total - 1}`, '*/*');
    expect(last.headers.get('warning')).toBeNull();
  });

  it('names the levels above where the path does not', async () => {
    const all = (await (
      await get(`/dicomweb/instances?StudyInstanceUID=${study}`, '*/*')
    ).json()) as DicomJsonDataset[];
    expect(all[0]).toHaveProperty('00100010');
    const own = (await (
      await get(`/dicomweb/studies/${study}/instances`, '*/*')
    ).json()) as DicomJsonDataset[];
    expect(own[0]).not.toHaveProperty('00100010');
    expect(own[0]?.['00280010']?.Value).toEqual([512]);
  });
});

describe('viewers of another origin', () => {
  const origin = 'https://viewer.example';

  it('are let in only where they are named', async () => {
    const open = await startTestApp({ CORS_ORIGINS: `https://a.example, ${origin}` });
    try {
      const preflight = await open.request('/dicomweb/studies', 'none', {
        method: 'OPTIONS',
        headers: { origin },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
      const answer = await open.request('/dicomweb/studies', 'radiologist', { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-expose-headers')).toContain('X-Total-Count');
    } finally {
      await open.close();
    }
    const closed = await app.request('/dicomweb/studies', 'radiologist', { headers: { origin } });
    expect(closed.headers.get('access-control-allow-origin')).toBeNull();
  });
});
