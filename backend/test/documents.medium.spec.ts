/** Objects without images: documents and video, by STOW-RS and back by WADO-RS. */
import { dataset, EXPLICIT_LE, item, part10, text, u32, us } from '../src/dicom/test/dicom-bytes.js';
import { newUid } from './dicom.js';
import { startTestApp, type TestApp } from './test-app.js';

const MPEG4 = '1.2.840.10008.1.2.4.102';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n');
const STREAM = Buffer.from(Array.from({ length: 3001 }, (_, at) => (at * 31) % 251));

interface Uids {
  study: string;
  instance: string;
}

function header(sopClassUid: string, modality: string, { study, instance }: Uids) {
  return [
    text('SOPClassUID', sopClassUid),
    text('SOPInstanceUID', instance),
    text('Modality', modality),
    text('PatientName', 'PHANTOM^DOCUMENT'),
    text('PatientID', 'PHANTOM-DOCUMENT'),
    text('StudyInstanceUID', study),
    text('SeriesInstanceUID', `${study}.1`),
  ];
}

function documentFile(uids: Uids): Buffer {
  const padded = Buffer.concat([PDF, Buffer.alloc(PDF.length % 2)]);
  return part10(
    dataset([
      ...header('1.2.840.10008.5.1.4.1.1.104.1', 'DOC', uids),
      { tag: 0x00420011, vr: 'OB', value: padded },
      text('MIMETypeOfEncapsulatedDocument', 'application/pdf'),
      { tag: 0x00420015, vr: 'UL', value: u32(PDF.length, EXPLICIT_LE) },
    ]),
  );
}

function videoFile(uids: Uids): Buffer {
  const described = dataset([
    ...header('1.2.840.10008.5.1.4.1.1.77.1.4.1', 'XC', uids),
    us('SamplesPerPixel', [3]),
    text('PhotometricInterpretation', 'YBR_PARTIAL_420'),
    text('NumberOfFrames', '25'),
    us('Rows', [1080]),
    us('Columns', [1920]),
    us('BitsAllocated', [8]),
    us('BitsStored', [8]),
    us('HighBit', [7]),
    us('PixelRepresentation', [0]),
  ]);
  const pixels = Buffer.concat([
    Buffer.from('e07f1000', 'hex'),
    Buffer.from('OB\0\0\xff\xff\xff\xff', 'latin1'),
    item(Buffer.alloc(0)),
    item(Buffer.concat([STREAM, Buffer.alloc(STREAM.length % 2)])),
    Buffer.from('feffdde0', 'hex'),
    Buffer.alloc(4),
  ]);
  return part10(Buffer.concat([described, pixels]), MPEG4);
}

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

async function stored(file: Buffer): Promise<void> {
  const body = new Blob([
    '--b\r\nContent-Type: application/dicom\r\n\r\n',
    new Uint8Array(file),
    '\r\n--b--\r\n',
  ]);
  const headers = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };
  const response = await app.request('/dicomweb/studies', 'administrator', { method: 'POST', headers, body });
  expect(response.status).toBe(200);
}

const get = (path: string, accept: string): Promise<Response> =>
  app.request(path, 'radiologist', { headers: { accept } });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe.each([
  ['a document', documentFile, 'application/pdf', PDF],
  ['a video', videoFile, 'video/mp4', Buffer.concat([STREAM, Buffer.alloc(1)])],
] as const)('%s', (_, fileOf, mediaType, content) => {
  const uids = { study: newUid(), instance: newUid() };
  const file = fileOf(uids);
  const path = `/dicomweb/studies/${uids.study}/series/${uids.study}.1/instances/${uids.instance}`;

  beforeAll(() => stored(file));

  it('comes back byte for byte', async () => {
    const response = await get(path, 'application/dicom; transfer-syntax=*');
    expect(response.status).toBe(200);
    expect((await bytesOf(response)).equals(file)).toBe(true);
  });

  it('is handed out in its own media type', async () => {
    const response = await get(path, mediaType);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, mediaType]);
    expect((await bytesOf(response)).equals(content)).toBe(true);
  });

  it('is not drawn as an image, and the answer says why', async () => {
    for (const kind of ['rendered', 'thumbnail']) {
      const response = await get(`${path}/${kind}`, 'image/jpeg');
      expect([404, 406]).toContain(response.status);
      const { detail } = (await response.json()) as { detail: string };
      expect(detail).toContain(uids.instance);
    }
  });
});
