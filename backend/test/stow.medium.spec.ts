import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../src/platform/index.js';
import {
  decodeFrame,
  getString,
  parsePart10,
  TRANSFER_SYNTAX,
  type DicomJsonDataset,
  type DicomJsonElement,
} from '../src/dicom/index.js';
import { dataset, part10, text, us } from '../src/dicom/test/dicom-bytes.js';
import { newUid, smallImage } from './dicom.js';
import { describeReal, realFile } from './real-studies.js';
import { startTestApp, type TestApp } from './test-app.js';

const LARGEST = 12 * 1024 * 1024;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ MAX_OBJECT_BYTES: String(LARGEST) });
});
afterAll(() => app.close());

interface SentPart {
  type: string;
  location?: string;
  bytes: Uint8Array | string;
}

const BOUNDARY = 'spec-boundary';

function multipart(parts: readonly SentPart[]): Blob {
  const pieces = parts.flatMap(({ type, location, bytes }) => [
    `--${BOUNDARY}\r\nContent-Type: ${type}\r\n${location ? `Content-Location: ${location}\r\n` : ''}\r\n`,
    typeof bytes === 'string' ? bytes : Buffer.from(bytes),
    '\r\n',
  ]);
  return new Blob([...pieces, `--${BOUNDARY}--\r\n`]);
}

async function stow(type: string, parts: readonly SentPart[]) {
  const response = await app.request('/dicomweb/studies', 'device', {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="${type}"; boundary=${BOUNDARY}` },
    body: multipart(parts),
  });
  const answer = (await response.json()) as DicomJsonDataset & { code?: string; detail?: string };
  return { status: response.status, answer };
}

const files = (...all: Uint8Array[]) =>
  stow(
    'application/dicom',
    all.map((bytes) => ({ type: 'application/dicom', bytes })),
  );

const metadata = (datasets: unknown, ...bulk: SentPart[]) =>
  stow('application/dicom+json', [
    { type: 'application/dicom+json', bytes: JSON.stringify(datasets) },
    ...bulk,
  ]);

function failures(answer: DicomJsonDataset): string[] {
  const items = [...(answer['00081198']?.Value ?? []), ...(answer['0008119A']?.Value ?? [])];
  return items.map((item) => getString(item as DicomJsonDataset, '00091001') ?? '');
}

async function stored(sopInstanceUid: string): Promise<Buffer> {
  const [row] = await app.dataSource.query<{ study_instance_uid: string; series_instance_uid: string }[]>(
    `select study_instance_uid, series_instance_uid from instance
       join series on series.id = series_id join study on study.id = instance.study_id
      where sop_instance_uid = $1`,
    [sopInstanceUid],
  );
  if (!row) throw new Error(`${sopInstanceUid} is not stored`);
  const path = `/dicomweb/studies/${row.study_instance_uid}/series/${row.series_instance_uid}/instances/${sopInstanceUid}`;
  const response = await app.request(path, 'device', { headers: { accept: 'application/dicom' } });
  return Buffer.from(await response.arrayBuffer());
}

/** Files that were staged and not yet given away. */
function staged(): string[] {
  const folder = join(app.app.get(Config).dataFolder, 'objects', 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** An image of so many bytes of pixels. */
function largeImage(sopInstanceUid: string, rows: number, columns: number): Buffer {
  const elements = [
    text('SOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
    text('SOPInstanceUID', sopInstanceUid),
    text('Modality', 'OT'),
    text('PatientID', 'PHANTOM-LARGE'),
    text('StudyInstanceUID', newUid()),
    text('SeriesInstanceUID', newUid()),
    us('SamplesPerPixel', [1]),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    us('Rows', [rows]),
    us('Columns', [columns]),
    us('BitsAllocated', [16]),
    us('BitsStored', [16]),
    us('HighBit', [15]),
    us('PixelRepresentation', [0]),
    { tag: 0x7fe00010, vr: 'OW', value: Buffer.alloc(rows * columns * 2, 'pixels') },
  ];
  return part10(dataset(elements));
}

describe('a large object', () => {
  it('goes through a file, comes back byte for byte, and leaves nothing behind', async () => {
    const uid = newUid();
    const large = largeImage(uid, 2200, 2000);
    const { status } = await files(smallImage(), large, smallImage());
    expect(status).toBe(200);
    expect((await stored(uid)).equals(large)).toBe(true);
    expect(staged()).toEqual([]);
  });

  it('that is not taken is in quarantine whole', async () => {
    const large = largeImage(newUid(), 2200, 2000);
    const half = large.subarray(0, large.length - 1000);
    const { status, answer } = await files(half);
    expect([status, failures(answer)[0]?.split(':')[0]]).toEqual([409, 'TRUNCATED']);
    const [row] = await app.dataSource.query<{ id: string; bytes: string }[]>(
      `select id, bytes from quarantine where code = 'TRUNCATED'`,
    );
    expect(Number(row?.bytes)).toBe(half.length);
    expect(existsSync(join(app.app.get(Config).dataFolder, 'objects', 'quarantine', row?.id ?? ''))).toBe(
      true,
    );
    expect(staged()).toEqual([]);
  });

  it('beyond the limit is refused by itself', async () => {
    const { status, answer } = await files(smallImage(), Buffer.alloc(LARGEST + 1), smallImage());
    expect(status).toBe(202);
    expect(answer['00081199']?.Value).toHaveLength(2);
    expect(failures(answer)).toEqual([`TOO_LARGE: The object has more than ${LARGEST} bytes`]);
    expect(staged()).toEqual([]);
  });
});

/** A dataset as DICOM JSON metadata, with its pixels as bulk data under an address of its own. */
function asMetadata(file: Uint8Array) {
  const { dataset: parsed, pixelData } = parsePart10(file);
  const uri = `bulk/${getString(parsed, 'SOPInstanceUID')}`;
  const { '7FE00010': pixels, ...rest } = parsed;
  const element: DicomJsonElement = { vr: pixels?.vr ?? 'OW', BulkDataURI: uri };
  return { json: { ...rest, '7FE00010': element }, uri, pixelData };
}

describe('DICOM JSON metadata with bulk data', () => {
  it('becomes an instance that says the same', async () => {
    const uid = newUid();
    const file = smallImage({ instance: uid, samples: [10, 20, 30, 40] });
    const { json, uri } = asMetadata(file);
    const named = {
      ...json,
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Jörg', Ideographic: '山田' }] },
    };
    const bytes = Buffer.from(new Uint16Array([10, 20, 30, 40]).buffer);
    const { status } = await metadata([named], { type: 'application/octet-stream', location: uri, bytes });
    expect(status).toBe(200);
    const back = await stored(uid);
    const parsed = parsePart10(back);
    expect(parsed.transferSyntaxUid).toBe(TRANSFER_SYNTAX.ExplicitVRLittleEndian);
    expect(parsed.dataset['00100010']).toEqual(named['00100010']);
    expect([...(await decodeFrame(back, parsed)).pixels]).toEqual([10, 20, 30, 40]);
  });

  it('takes several instances and small values inline, and refuses by itself what lacks its bulk data', async () => {
    const [one, two] = [asMetadata(smallImage()), asMetadata(smallImage())];
    const inline = { ...one.json, '7FE00010': { vr: 'OW', InlineBinary: 'AQACAAMABAA=' } };
    const { status, answer } = await metadata([inline, two.json]);
    expect(status).toBe(202);
    expect(answer['00081199']?.Value).toHaveLength(1);
    expect(failures(answer)[0]).toContain(two.uri);
  });

  it.each([
    ['no JSON', 'no JSON'],
    ['an unknown member', JSON.stringify([{ '00100020': { vr: 'LO', Values: ['x'] } }])],
    ['a tag in words', JSON.stringify([{ PatientID: { vr: 'LO', Value: ['x'] } }])],
  ])('refuses %s with 400', async (_, bytes) => {
    const { status, answer } = await stow('application/dicom+json', [
      { type: 'application/dicom+json', bytes },
    ]);
    expect([status, answer.code]).toEqual([400, 'BAD_METADATA']);
  });

  it('refuses a bulk part without address', async () => {
    const { status, answer } = await metadata([asMetadata(smallImage()).json], {
      type: 'application/octet-stream',
      bytes: 'abcd',
    });
    expect([status, answer.code]).toEqual([400, 'MISSING_LOCATION']);
  });

  it('names what it supports where the type is another', async () => {
    const { status, answer } = await stow('application/dicom+xml', []);
    expect(status).toBe(415);
    expect(answer.detail).toContain('application/dicom+json');
  });
});

describeReal('compressed pixels with metadata', () => {
  it.each([
    ['syntaxes/wg04/CT2_J2KR', 'image/jp2', undefined],
    ['syntaxes/wg04/CT2_RLE', 'image/dicom-rle', undefined],
    ['us/JPEGLosslessP14SV1_3s_2f_u_08_08.dcm', 'image/jpeg', undefined],
    ['syntaxes/wg04/NM1_JPLY', 'image/jpeg', TRANSFER_SYNTAX.JPEGExtended12Bit],
  ])('%s keeps its codestreams', async (path, type, syntax) => {
    const bytes = realFile(path);
    const file = asMetadata(bytes);
    const sent = (file.pixelData?.fragments ?? []).map(({ offset, length }) => ({
      type: syntax ? `${type}; transfer-syntax=${syntax}` : type,
      location: file.uri,
      bytes: bytes.subarray(offset, offset + length),
    }));
    expect(sent.length).toBeGreaterThan(0);
    const { status } = await metadata([file.json], ...sent);
    expect(status).toBe(200);
    const back = await stored(getString(file.json, 'SOPInstanceUID') ?? '');
    const parsed = parsePart10(back);
    const fragments = parsed.pixelData?.fragments ?? [];
    expect(
      fragments.map(({ offset, length }) => back.subarray(offset, offset + length).toString('hex')),
    ).toEqual(sent.map((part) => Buffer.from(part.bytes).toString('hex')));
  });
});
