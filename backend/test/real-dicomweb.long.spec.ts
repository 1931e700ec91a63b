import { dirname } from 'node:path';
import sharp from 'sharp';
import {
  canDecode,
  decodeFrame,
  getPersonName,
  getString,
  numberOfFrames,
  parsePart10,
  readFrameShape,
  TRANSFER_SYNTAX,
  type DicomJsonDataset,
  type DecodedFrame,
  type ParsedInstance,
} from '../src/dicom/index.js';
import { describeReal, realFile, realFiles } from './real-studies.js';
import { startTestApp, type TestApp } from './test-app.js';

/** A real file that was accepted. */
interface Stored {
  path: string;
  bytes: Uint8Array;
  parsed: ParsedInstance;
  address: string;
}

const BOUNDARY = 'real-boundary';
let app: TestApp;
const stored: Stored[] = [];
let images: Image[] = [];

async function store(path: string): Promise<void> {
  const bytes = realFile(path);
  const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
  const response = await app.request('/dicomweb/studies', 'administrator', {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` },
    body: new Blob([head, Buffer.from(bytes), `\r\n--${BOUNDARY}--\r\n`]),
  });
  const outcome = (await response.json()) as DicomJsonDataset;
  const [item] = (outcome['00081199']?.Value ?? []) as DicomJsonDataset[];
  if (!item || getString(item, '00091002') === 'DUPLICATE') return;
  stored.push({ path, bytes, parsed: parsePart10(bytes), address: getString(item, 'RetrieveURL') ?? '' });
}

function get(path: string, accept: string): Promise<Response> {
  return app.request(path, 'radiologist', { headers: { accept } });
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** Runs a check on each and names those that fail it. */
async function failing<T extends Stored>(
  instances: readonly T[],
  check: (one: T) => Promise<boolean>,
): Promise<string[]> {
  const failed: string[] = [];
  for (const one of instances) if (!(await check(one))) failed.push(one.path);
  return failed;
}

/** Of series of many alike slices, so many are rendered. */
const OF_A_SERIES = 1;
/** Mammograms take seconds each time they are decoded; they come back byte for byte like all. */
const LARGEST_RENDERED = 2 ** 22;
const SERIES_FOLDER = /^(ct|mr|pet)-/;

interface Image extends Stored {
  frame: DecodedFrame;
}

/** Those whose first frame can be decoded; of long series the first few. */
async function decodable(): Promise<Image[]> {
  const images: Image[] = [];
  const ofFolder = new Map<string, number>();
  for (const one of stored) {
    if (!one.parsed.pixelData || !canDecode(one.parsed.transferSyntaxUid)) continue;
    const folder = dirname(one.path);
    const count = (ofFolder.get(folder) ?? 0) + 1;
    ofFolder.set(folder, count);
    if (SERIES_FOLDER.test(folder) && count > OF_A_SERIES) continue;
    const { rows = 0, columns = 0 } = readFrameShape(one.parsed.dataset) ?? {};
    if (rows * columns > LARGEST_RENDERED) continue;
    const frame = await decodeFrame(one.bytes, one.parsed).catch(() => undefined);
    if (frame) images.push({ ...one, frame });
  }
  return images;
}

function pixelBytes({ pixels }: DecodedFrame): Buffer {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

const PATIENCE = 300_000;

describeReal('DICOMweb on real files', () => {
  beforeAll(async () => {
    app = await startTestApp();
    for (const path of realFiles()) await store(path);
    images = await decodable();
  }, PATIENCE);

  afterAll(async () => {
    await app.close();
  });

  it(
    'gives what was accepted back byte for byte',
    async () => {
      expect(stored.length).toBeGreaterThan(300);
      const failed = await failing(stored, async ({ address, bytes }) => {
        const response = await get(address, 'application/dicom');
        return response.status === 200 && (await bytesOf(response)).equals(bytes);
      });
      expect(failed).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'has metadata of each that say what was parsed, with and without gzip',
    async () => {
      const failed = await failing(stored, async ({ address, parsed }) => {
        const response = await get(`${address}/metadata`, 'application/dicom+json');
        const plain = await app.request(`${address}/metadata`, 'radiologist', {
          headers: { 'accept-encoding': 'identity' },
        });
        const text = await response.text();
        if ((await plain.text()) !== text) return false;
        const [metadata] = JSON.parse(text) as DicomJsonDataset[];
        const same = Object.entries(parsed.dataset).every(
          ([tag, { vr, Value }]) =>
            tag === '00080005' ||
            vr === 'SQ' ||
            JSON.stringify(metadata?.[tag]?.Value) === JSON.stringify(Value),
        );
        return same && response.headers.get('content-encoding') === 'gzip';
      });
      expect(failed).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'decodes frames on request as decodeFrame does',
    async () => {
      const compressed = images.filter(({ parsed }) => parsed.pixelData?.encapsulated);
      expect(compressed.length).toBeGreaterThan(50);
      const accept = `multipart/related; type=application/octet-stream; transfer-syntax=${TRANSFER_SYNTAX.ExplicitVRLittleEndian}`;
      const failed = await failing(compressed, async ({ address, bytes, parsed }) => {
        const last = numberOfFrames(parsed);
        const decoded = await decodeFrame(bytes, parsed, last - 1).catch(() => undefined);
        const response = await get(
          `${address}/frames/${last}`,
          accept.replace('multipart/related; type=', ''),
        );
        if (!decoded) return response.status === 422;
        return (await bytesOf(response)).equals(pixelBytes(decoded));
      });
      expect(failed).toEqual([]);
    },
    PATIENCE,
  );

  it.each([
    ['image/jpeg', Infinity],
    ['image/png', 2 ** 17],
  ])('renders every image that can be decoded as %s, up to %d pixels', async (type, most) => {
    const rendered = images.filter(({ frame: { rows, columns } }) => rows * columns <= most);
    expect(rendered.length).toBeGreaterThan(70);
    const failed = await failing(rendered, async ({ address, frame: { rows, columns } }) => {
      const response = await get(`${address}/rendered`, type);
      if (response.status !== 200) return false;
      const { width, height, format } = await sharp(await bytesOf(response)).metadata();
      return width === columns && height === rows && type.endsWith(format);
    });
    expect(failed).toEqual([]);
  });

  it(
    'writes compressed images anew in Explicit VR Little Endian with the same pixels',
    async () => {
      const accept = `application/dicom; transfer-syntax=${TRANSFER_SYNTAX.ExplicitVRLittleEndian}`;
      const refused: string[] = [];
      const failed = await failing(images, async ({ path, address, parsed, frame }) => {
        if (parsed.transferSyntaxUid === TRANSFER_SYNTAX.ExplicitVRLittleEndian) return true;
        const response = await get(address, accept);
        if (response.status !== 200) {
          refused.push(path);
          const { code } = (await response.json()) as { code: string };
          return ['NOT_WRITABLE', 'UNSUPPORTED_PIXEL_FORMAT'].includes(code);
        }
        const anew = await bytesOf(response);
        return pixelBytes(await decodeFrame(anew, parsePart10(anew))).equals(pixelBytes(frame));
      });
      expect(failed).toEqual([]);
      // Values that their VR has no room for are not cut.
      expect(refused.length).toBeLessThan(images.length / 10);
    },
    PATIENCE,
  );

  it.each<[string, string]>([
    ['charsets/chrRuss.dcm', 'люкceмбypг'],
    ['charsets/chrArab.dcm', 'قباني^*'],
    ['charsets/chrFren.dcm', 'buc^jerome'],
    ['charsets/chrGerm.dcm', 'ÄNEAS^RÜDIGER'],
    ['charsets/chrX1.dcm', '王^小東'],
    ['charsets/chrX2.dcm', '王^小东'],
    ['charsets/chrI2.dcm', '홍^길동'],
    ['charsets/chrKoreanMulti.dcm', '김희중'],
    ['charsets/chrH31.dcm', 'やまだ^たろう'],
  ])('finds the patient of %s as %s', async (path, name) => {
    const file = stored.find((one) => one.path === path);
    if (!file) throw new Error(`${path} was not accepted`);
    const known = getPersonName(file.parsed.dataset, 'PatientName');
    const response = await get(
      `/dicomweb/studies?PatientName=${encodeURIComponent(name)}&includefield=PatientName`,
      'application/dicom+json',
    );
    const found = (await response.json()) as DicomJsonDataset[];
    expect(found.map((one) => getPersonName(one, 'PatientName'))).toContainEqual(known);
  });

  it(
    'finds each group of each name, and a study by any of them',
    async () => {
      const failed = await failing(stored, async ({ parsed }) => {
        const name = getPersonName(parsed.dataset, 'PatientName');
        const uid = getString(parsed.dataset, 'StudyInstanceUID');
        for (const group of Object.values(name ?? {})) {
          const text = String(group).trim();
          if (!/[^\s^*?=]/.test(text)) continue;
          const query = `PatientName=${encodeURIComponent(text)}&StudyInstanceUID=${uid}`;
          const found = (await (await get(`/dicomweb/studies?${query}`, '*/*')).json()) as DicomJsonDataset[];
          if (found.length !== 1) return false;
        }
        return true;
      });
      expect(failed).toEqual([]);
    },
    PATIENCE,
  );
});
