import sharp from 'sharp';
import type { DicomJsonDataset } from '../src/dicom/index.js';
import { headSlices } from './dicom.js';
import { dicomwebClient } from './dicomweb-client.js';
import { startTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let client: ReturnType<typeof dicomwebClient>;
const slices = headSlices('CLIENT', 3);
const [first] = slices;
if (!first) throw new Error('There is no slice');
const scope = {
  studyInstanceUID: first.StudyInstanceUID,
  seriesInstanceUID: first.SeriesInstanceUID,
  sopInstanceUID: first.SOPInstanceUID,
};

beforeAll(async () => {
  app = await startTestApp();
  client = dicomwebClient(app.url, app.tokens.administrator);
  const datasets = slices.map(({ bytes }) => Uint8Array.from(bytes).buffer);
  await client.storeInstances({ datasets });
});

afterAll(async () => {
  await app.close();
});

describe('dicomweb-client', () => {
  it('searches at every level', async () => {
    const queryParams = { StudyInstanceUID: scope.studyInstanceUID, limit: 5 };
    const studies = (await client.searchForStudies({ queryParams })) as DicomJsonDataset[];
    expect(studies[0]?.['00201208']?.Value).toEqual([3]);
    const series = (await client.searchForSeries(scope)) as DicomJsonDataset[];
    expect(series[0]?.['0020000E']?.Value).toEqual([scope.seriesInstanceUID]);
    expect(await client.searchForInstances(scope)).toHaveLength(3);
  });

  it('retrieves metadata, objects, frames and bulk data', async () => {
    const metadata = (await client.retrieveSeriesMetadata(scope)) as DicomJsonDataset[];
    expect(metadata.map((one) => one['00200013']?.Value?.[0])).toEqual([1, 2, 3]);
    expect(await client.retrieveInstanceMetadata(scope)).toMatchObject([{ '00080018': { vr: 'UI' } }]);
    const object = (await client.retrieveInstance(scope)) as ArrayBuffer;
    expect(Buffer.from(object).equals(Buffer.from(first.bytes))).toBe(true);
    expect(await client.retrieveSeries(scope)).toHaveLength(3);
    const [frame] = (await client.retrieveInstanceFrames({ ...scope, frameNumbers: [1] })) as ArrayBuffer[];
    expect(frame?.byteLength).toBe(512 * 512 * 2);
    const BulkDataURI = `${app.url}${metadata[0]?.['7FE00010']?.BulkDataURI}`;
    const [bulk] = (await client.retrieveBulkData({ BulkDataURI })) as ArrayBuffer[];
    expect(bulk?.byteLength).toBe(512 * 512 * 2);
  });

  it('retrieves rendered images and thumbnails', async () => {
    const png = { ...scope, mediaTypes: [{ mediaType: 'image/png' }] };
    const rendered = image(await client.retrieveInstanceRendered(png));
    expect(await sharp(rendered).metadata()).toMatchObject({ format: 'png', width: 512 });
    const jpeg = { ...scope, mediaTypes: [{ mediaType: 'image/jpeg' }] };
    const thumbnail = image(await client.retrieveInstanceThumbnail(jpeg));
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 128 });
  });
});

/** The client gives one image as it is or in a list. */
function image(answer: unknown): Buffer {
  const [bytes] = [answer].flat() as ArrayBuffer[];
  return Buffer.from(bytes ?? new ArrayBuffer(0));
}
