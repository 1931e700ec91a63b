/** What hospitals really send: huge studies, wrong headers, several doors at once, and markup in names. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getPersonName, getString, personNameText, type DicomJsonDataset } from '../src/dicom/index.js';
import { DimseClient, DimseModule } from '../src/dimse/index.js';
import { SettlingModule } from '../src/ingest/index.js';
import { PeerService } from '../src/peers/index.js';
import { newUid, smallImage } from './dicom.js';
import { administrator, AE_TITLE, defaultPeer, freePort, tool, writeFiles } from './dimse.js';
import { describeReal, realFile } from './real-studies.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

const BOUNDARY = 'robust-boundary';
const SENDER = 'SCANNER';

let app: TestApp;
let dimsePort: number;
let folder: string;

beforeAll(async () => {
  dimsePort = await freePort();
  folder = mkdtempSync(join(tmpdir(), 'firstread-robust-'));
  const settings = { DIMSE_PORT: String(dimsePort), STUDY_QUIET_MS: '100' };
  app = await startTestApp(settings, [DimseModule, SettlingModule]);
  const peers = app.app.get(PeerService, { strict: false });
  for (const aeTitle of [SENDER, AE_TITLE]) await peers.create({ ...defaultPeer, aeTitle }, administrator);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function stow(bytes: Uint8Array): Promise<{ status: number; answer: DicomJsonDataset }> {
  const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
  const response = await app.request('/dicomweb/studies', 'administrator', {
    method: 'POST',
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` },
    body: new Blob([head, Buffer.from(bytes), `\r\n--${BOUNDARY}--\r\n`]),
  });
  return { status: response.status, answer: (await response.json()) as DicomJsonDataset };
}

async function storescu(files: readonly Uint8Array[]): Promise<void> {
  const address = ['-aet', SENDER, '-aec', AE_TITLE, '127.0.0.1', String(dimsePort)];
  const { code, output } = await tool('storescu', [...address, ...writeFiles(folder, files)]);
  expect({ code, output }).toMatchObject({ code: 0 });
}

async function json<T>(path: string): Promise<T> {
  const response = await app.request(path, 'radiologist');
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const qido = (path: string) => json<DicomJsonDataset[]>(`/dicomweb${path}`);

interface StudyPage {
  state: string;
  revision: number;
  patient: { name: string | null };
  series: { instanceCount: number }[];
}
const studyPage = (uid: string) => json<StudyPage>(`/api/v1/studies/${uid}`);

async function complete(uid: string, revision: number): Promise<StudyPage> {
  await until(async () => {
    const page = await studyPage(uid);
    return page.state === 'complete' && page.revision === revision;
  });
  return studyPage(uid);
}

/** The refusal that a STOW-RS answer names. */
function refusal(answer: DicomJsonDataset): string | undefined {
  const [item] = (answer['00081198']?.Value ?? []) as DicomJsonDataset[];
  return item && getString(item, '00091001')?.split(':')[0];
}

async function quarantined(code: string): Promise<unknown[]> {
  return app.dataSource.query('select 1 from quarantine where code = $1', [code]);
}

interface LargeStudy {
  study: string;
  series: string;
  /** SOP Instance UIDs, sorted. */
  all: string[];
}

/** Rows without bytes. */
async function insertLarge(count: number): Promise<LargeStudy> {
  const study = newUid();
  const series = `${study}.1`;
  const [studyId, seriesId] = [randomUUID(), randomUUID()];
  await app.dataSource.query(
    `insert into study (id, study_instance_uid, patient_id, patient_name, attributes, state, completed_at)
     values ($1, $2, 'PHANTOM-LARGE', 'PHANTOM^LARGE', '{}', 'complete', now())`,
    [studyId, study],
  );
  await app.dataSource.query(
    `insert into series (id, study_id, series_instance_uid, modality, own, attributes)
     values ($1, $2, $3, 'CT', false, '{}')`,
    [seriesId, studyId, series],
  );
  await app.dataSource.query(
    `insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
       instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes)
     select gen_random_uuid(), $1, $2, $3 || '.' || n, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1',
            n, true, 1, 0, '', 1, 'stow', 'spec',
            jsonb_build_object('00080018', jsonb_build_object('vr', 'UI', 'Value', jsonb_build_array($3 || '.' || n)))
       from generate_series(1, $4::int) n`,
    [seriesId, studyId, series, count],
  );
  return { study, series, all: Array.from({ length: count }, (_, index) => `${series}.${index + 1}`).sort() };
}

function uids(datasets: readonly DicomJsonDataset[]): string[] {
  return datasets.map((one) => getString(one, 'SOPInstanceUID') ?? '').sort();
}

/** Our own C-FIND of this very archive. */
function cfind(level: 'STUDY' | 'SERIES' | 'IMAGE', keys: Record<string, string>) {
  const here = { aeTitle: AE_TITLE, host: '127.0.0.1', port: dimsePort, tls: false };
  return app.app.get(DimseClient, { strict: false }).find(here, level, keys, { limit: 5000 });
}

describe('a study of 10,000 instances', () => {
  const COUNT = 10_000;
  const PAGE = 1000;
  let study: string;
  let series: string;
  let all: string[];

  beforeAll(async () => {
    ({ study, series, all } = await insertLarge(COUNT));
  });

  it('is paged through by QIDO-RS, each instance exactly once', async () => {
    const found: DicomJsonDataset[] = [];
    for (let offset = 0; offset < COUNT; offset += PAGE) {
      const page = await qido(`/studies/${study}/instances?limit=${PAGE}&offset=${offset}`);
      expect(page).toHaveLength(PAGE);
      found.push(...page);
    }
    expect(uids(found)).toEqual(all);
    expect(await qido(`/studies/${study}/instances?limit=${PAGE}&offset=${COUNT}`)).toEqual([]);
  });

  it.each(['gzip', 'identity'])('has all of its metadata in one answer (%s)', async (encoding) => {
    const path = `/dicomweb/studies/${study}/series/${series}/metadata`;
    const response = await app.request(path, 'radiologist', { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
    expect(uids((await response.json()) as DicomJsonDataset[])).toEqual(all);
  });

  it('has a page that counts it', async () => {
    expect((await studyPage(study)).series.map(({ instanceCount }) => instanceCount)).toEqual([COUNT]);
  });

  it('is counted by C-FIND at both levels', async () => {
    const [found] = await cfind('STUDY', { StudyInstanceUID: study, NumberOfStudyRelatedInstances: '' });
    expect(found && getString(found, 'NumberOfStudyRelatedInstances')).toBe(String(COUNT));
    const [of] = await cfind('SERIES', {
      StudyInstanceUID: study,
      SeriesInstanceUID: '',
      NumberOfSeriesRelatedInstances: '',
    });
    expect(of && getString(of, 'NumberOfSeriesRelatedInstances')).toBe(String(COUNT));
  });
});

describe('a series larger than a page of the search', () => {
  it('is listed whole by C-FIND', async () => {
    const { study, series, all } = await insertLarge(1100);
    const keys = { StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: '' };
    expect(uids(await cfind('IMAGE', keys))).toEqual(all);
  });
});

describeReal('the same instance with another header', () => {
  it.each(['test4', 'test5'])(
    '(%s) is a collision: the first is kept, the other quarantined',
    async (trap) => {
      await stow(realFile('dx-chest-nih/test1.dcm'));
      const before = (await quarantined('UID_COLLISION')).length;
      const { status, answer } = await stow(realFile(`dx-header-traps/${trap}.dcm`));
      expect({ status, code: refusal(answer) }).toEqual({ status: 409, code: 'UID_COLLISION' });
      expect(await quarantined('UID_COLLISION')).toHaveLength(before + 1);
      const [uid] = (answer['00081198']?.Value ?? []).map((one) =>
        getString(one as DicomJsonDataset, '00081155'),
      );
      const [kept] = await qido(`/instances?SOPInstanceUID=${uid}&includefield=BodyPartExamined`);
      expect(kept && getString(kept, 'Modality')).toBe('DX');
    },
  );
});

describe('a patient who changes within a study', () => {
  it('by identifier is a mismatch, and quarantined', async () => {
    const study = newUid();
    expect((await stow(smallImage({ study }))).status).toBe(200);
    const before = (await quarantined('PATIENT_MISMATCH')).length;
    const { status, answer } = await stow(smallImage({ study, patientId: 'PHANTOM-OTHER' }));
    expect({ status, code: refusal(answer) }).toEqual({ status: 409, code: 'PATIENT_MISMATCH' });
    expect(await quarantined('PATIENT_MISMATCH')).toHaveLength(before + 1);
    expect(await qido(`/studies/${study}/instances`)).toHaveLength(1);
  });

  it('by name alone is stored: the study is found by the first name, each instance says its own', async () => {
    const study = newUid();
    const image = { study, patientId: newUid() };
    await stow(smallImage({ ...image, patientName: 'MAIDEN^NAME' }));
    expect((await stow(smallImage({ ...image, patientName: 'MARRIED^NAME' }))).status).toBe(200);
    expect(await qido(`/studies?PatientName=MAIDEN*&PatientID=${image.patientId}`)).toHaveLength(1);
    expect(await qido(`/studies?PatientName=MARRIED*&PatientID=${image.patientId}`)).toEqual([]);
    expect(await qido(`/instances?PatientID=${image.patientId}`)).toHaveLength(2);
    expect((await studyPage(study)).patient.name).toBe('MAIDEN, NAME');
    const metadata = await qido(`/studies/${study}/metadata`);
    const names = metadata.map((one) => getPersonName(one, 'PatientName')?.Alphabetic).sort();
    expect(names).toEqual(['MAIDEN^NAME', 'MARRIED^NAME']);
  });
});

describe('several doors', () => {
  it('take one study in over parallel associations, and a late series as a new revision', async () => {
    const study = newUid();
    const images = (part: number, count: number) =>
      Array.from({ length: count }, () => smallImage({ study, series: `${study}.${part}` }));
    await Promise.all([1, 2, 3].map((part) => storescu(images(part, 5))));
    await until(async () => (await studyPage(study)).state === 'complete');
    const whole = await studyPage(study);
    expect(whole.series.map(({ instanceCount }) => instanceCount)).toEqual([5, 5, 5]);
    await storescu(images(4, 2));
    const late = await complete(study, whole.revision + 1);
    expect(late.series.map(({ instanceCount }) => instanceCount)).toEqual([5, 5, 5, 2]);
  });

  it('know what came over another as the same', async () => {
    const study = newUid();
    const image = smallImage({ study });
    await storescu([image]);
    const { revision } = await complete(study, 1);
    const { status, answer } = await stow(image);
    const [item] = (answer['00081199']?.Value ?? []) as DicomJsonDataset[];
    expect({ status, remark: item && getString(item, '00091002') }).toEqual({
      status: 200,
      remark: 'DUPLICATE',
    });
    expect(await studyPage(study)).toMatchObject({ state: 'complete', revision });
    expect(await qido(`/studies/${study}/instances`)).toHaveLength(1);
  });
});

describe('markup in a name', () => {
  /** To DICOM, `=` divides the three component groups of a name. */
  const patientName = '<img src=x onerror=alert(1)>^<script>alert(2)</script>';

  it('is text to DICOMweb and to the API', async () => {
    const study = newUid();
    expect((await stow(smallImage({ study, patientName }))).status).toBe(200);
    const response = await app.request(`/dicomweb/studies?StudyInstanceUID=${study}`, 'radiologist');
    expect(response.headers.get('content-type')).toContain('application/dicom+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const [match] = (await response.json()) as DicomJsonDataset[];
    const name = match && getPersonName(match, 'PatientName');
    expect(name && personNameText(name)).toBe(patientName);
    expect((await studyPage(study)).patient.name).toContain('<img src');
  });

  it('is found by its own text', async () => {
    const study = newUid();
    await stow(smallImage({ study, patientName: '<script>alert(3)</script>^<b>' }));
    const key = encodeURIComponent('<script>*');
    const found = await qido(`/studies?PatientName=${key}`);
    expect(found.map((one) => getString(one, 'StudyInstanceUID'))).toEqual([study]);
  });
});
