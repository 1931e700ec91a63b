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
