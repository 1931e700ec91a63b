import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startContext, type TestContext } from '../../test/context.js';
import { headSlices, newUid, smallImage } from '../../test/dicom.js';
import { InstanceArchive } from '../archive/index.js';
import { parsePart10 } from '../dicom/index.js';
import { IngestModule } from './ingest.module.js';
import { IngestService } from './ingest.service.js';
import type { Provenance } from './domain/outcome.js';

const provenance: Provenance = { door: 'stow', source: '127.0.0.1', actor: 'service:spec', role: 'device' };

let context: TestContext;
let ingest: IngestService;

beforeAll(async () => {
  context = await startContext(() => [IngestModule]);
  ingest = context.app.get(IngestService);
});
afterAll(() => context.close());

function query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
  return context.dataSource.query<T[]>(sql, parameters);
}

interface InstanceRow {
  id: string;
  digest: string;
  transfer_syntax_uid: string;
  study_revision: number;
  bytes: string;
}

function instances(sopInstanceUid: string): Promise<InstanceRow[]> {
  return query<InstanceRow>('select * from instance where sop_instance_uid = $1', [sopInstanceUid]);
}

/** Paths of all files below a folder of the object store, relative to it. */
function objects(folder: 'instances' | 'quarantine'): string[] {
  const path = join(context.config.dataFolder, 'objects', folder);
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function storedBytes(id: string): Buffer {
  return readFileSync(join(context.config.dataFolder, 'objects', 'instances', id.slice(0, 2), `${id}.dcm`));
}

/** Everything that a store can change. */
async function footprint(): Promise<unknown> {
  const tables = ['study', 'series', 'instance', 'event', 'audit_event', 'quarantine'];
  const contents = await Promise.all(tables.map((table) => query(`select * from ${table} order by id`)));
  return { contents, files: objects('instances') };
}

interface QuarantineRow {
  id: string;
  code: string;
  reason: string;
  sop_instance_uid: string | null;
}

/** The newest entry of the quarantine, with the bytes it keeps. */
async function lastQuarantined(): Promise<QuarantineRow & { kept: Buffer }> {
  const [row] = await query<QuarantineRow>('select * from quarantine order by received_at desc limit 1');
  if (!row) throw new Error('The quarantine is empty');
  return { ...row, kept: readFileSync(join(context.config.dataFolder, 'objects', 'quarantine', row.id)) };
}

describe('an instance', () => {
  it('is stored with its bytes exactly as received, an event and a line in the trail', async () => {
    const [slice] = headSlices('STORED', 1);
    if (!slice) throw new Error('There is no slice');
    const outcome = await ingest.receive(slice.bytes, provenance);
    expect(outcome).toEqual({
      status: 'stored',
      studyInstanceUid: slice.StudyInstanceUID,
      seriesInstanceUid: slice.SeriesInstanceUID,
      sopClassUid: slice.SOPClassUID,
      sopInstanceUid: slice.SOPInstanceUID,
    });
    const [row, ...others] = await instances(slice.SOPInstanceUID);
    expect(others).toEqual([]);
    expect(storedBytes(row?.id ?? '').equals(slice.bytes)).toBe(true);
    expect(Number(row?.bytes)).toBe(slice.bytes.length);
    const [study] = await query('select * from study where study_instance_uid = $1', [
      slice.StudyInstanceUID,
    ]);
    expect(study).toMatchObject({ state: 'receiving', revision: 1, patient_id: 'PHANTOM-STORED' });
    const events = await query('select name from event where study_uid = $1', [slice.StudyInstanceUID]);
    expect(events).toEqual([{ name: 'InstanceStored' }]);
    const trail = await query('select actor, action, outcome from audit_event where study_uid = $1', [
      slice.StudyInstanceUID,
    ]);
    expect(trail).toEqual([{ actor: 'service:spec', action: 'study.store', outcome: 'success' }]);
  });

  it('that comes again is a success and changes nothing', async () => {
    const bytes = smallImage();
    expect((await ingest.receive(bytes, provenance)).status).toBe('stored');
    const before = await footprint();
    expect((await ingest.receive(bytes, provenance)).status).toBe('duplicate');
    expect(await footprint()).toEqual(before);
  });

  it('is the same in Implicit and in Explicit VR', async () => {
    const uids = { study: newUid(), instance: newUid() };
    const explicit = smallImage(uids);
    const implicit = smallImage({ ...uids, encoding: 'implicit' });
    expect(implicit.equals(explicit)).toBe(false);
    expect((await ingest.receive(explicit, provenance)).status).toBe('stored');
    const before = await footprint();
    expect((await ingest.receive(implicit, provenance)).status).toBe('duplicate');
    expect(await footprint()).toEqual(before);
  });

  it('is stored once when it comes twice at the same time', async () => {
    const uids = { study: newUid(), instance: newUid() };
    const bytes = smallImage(uids);
    const files = objects('instances').length;
    const outcomes = await Promise.all([1, 2, 3].map(() => ingest.receive(bytes, provenance)));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['duplicate', 'duplicate', 'stored']);
    expect(await instances(uids.instance)).toHaveLength(1);
    expect(objects('instances')).toHaveLength(files + 1);
  });

  it('shares study and series with others that come at the same time', async () => {
    const study = newUid();
    const images = Array.from({ length: 12 }, (_, index) =>
      smallImage({ study, series: `${study}.${index % 3}` }),
    );
    const outcomes = await Promise.all(images.map((bytes) => ingest.receive(bytes, provenance)));
    expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(new Set(['stored']));
    const [counts] = await query(
      `select count(distinct study.id)::int as studies, count(distinct series.id)::int as series,
              count(*)::int as instances
         from study join series on series.study_id = study.id join instance on series_id = series.id
        where study_instance_uid = $1`,
      [study],
    );
    expect(counts).toEqual({ studies: 1, series: 3, instances: 12 });
  });

  it('shares a new series of a known study with others that come at the same time', async () => {
    const study = newUid();
    await ingest.receive(smallImage({ study }), provenance);
    const series = `${study}.2`;
    const images = Array.from({ length: 8 }, () => smallImage({ study, series }));
    const outcomes = await Promise.all(images.map((image) => ingest.receive(image, provenance)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(Array(8).fill('stored'));
    const rows = await query('select from series where series_instance_uid = $1', [series]);
    expect(rows).toHaveLength(1);
  });

  it('has no row when its bytes cannot be written', async () => {
    const uids = { study: newUid(), instance: newUid() };
    const folder = join(context.config.dataFolder, 'objects');
    renameSync(folder, `${folder}.away`);
    writeFileSync(folder, 'no folder');
    try {
      await expect(ingest.receive(smallImage(uids), provenance)).rejects.toThrow(/ENOTDIR|EEXIST/);
    } finally {
      rmSync(folder);
      renameSync(`${folder}.away`, folder);
    }
    expect(await instances(uids.instance)).toEqual([]);
    expect(await query('select 1 from study where study_instance_uid = $1', [uids.study])).toEqual([]);
    expect((await ingest.receive(smallImage(uids), provenance)).status).toBe('stored');
  });
});

describe('a refusal', () => {
  it('of other content under a stored UID leaves the first untouched', async () => {
    const uids = { study: newUid(), instance: newUid() };
    const first = smallImage(uids);
    const other = smallImage({ ...uids, samples: [1, 2, 3, 5] });
    await ingest.receive(first, provenance);
    const before = await instances(uids.instance);
    const files = objects('instances');
    expect(await ingest.receive(other, provenance)).toMatchObject({
      status: 'refused',
      code: 'UID_COLLISION',
      sopInstanceUid: uids.instance,
    });
    expect(await instances(uids.instance)).toEqual(before);
    expect(objects('instances')).toEqual(files);
    expect(storedBytes(before[0]?.id ?? '').equals(first)).toBe(true);
    const quarantined = await lastQuarantined();
    expect(quarantined).toMatchObject({ code: 'UID_COLLISION', sop_instance_uid: uids.instance });
    expect(quarantined.kept.equals(other)).toBe(true);
  });

  it('keeps one of two contents that race for one UID', async () => {
    const uids = { study: newUid(), instance: newUid() };
    const contents = [smallImage(uids), smallImage({ ...uids, samples: [9, 9, 9, 9] })];
    const outcomes = await Promise.all(contents.map((bytes) => ingest.receive(bytes, provenance)));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['refused', 'stored']);
    expect(outcomes.find((outcome) => outcome.status === 'refused')).toMatchObject({ code: 'UID_COLLISION' });
    const winner = contents[outcomes.findIndex((outcome) => outcome.status === 'stored')];
    const [row] = await instances(uids.instance);
    expect(storedBytes(row?.id ?? '').equals(winner as Buffer)).toBe(true);
  });

  it('of another Patient ID in one study leaves the study as it is', async () => {
    const study = newUid();
    await ingest.receive(smallImage({ study }), provenance);
    const other = smallImage({ study, patientId: 'PHANTOM-OTHER' });
    const before = await query('select * from study where study_instance_uid = $1', [study]);
    expect(await ingest.receive(other, provenance)).toMatchObject({
      status: 'refused',
      code: 'PATIENT_MISMATCH',
    });
    expect(await query('select * from study where study_instance_uid = $1', [study])).toEqual(before);
    expect(await lastQuarantined()).toMatchObject({ code: 'PATIENT_MISMATCH' });
  });

  const [slice] = headSlices('REFUSED', 1);
  const whole = slice?.bytes ?? new Uint8Array();
  it.each([
    ['NOT_DICOM', 'no DICOM', Buffer.from('This is a letter, and no image.\n'.repeat(20))],
    ['NOT_DICOM', 'nothing', Buffer.alloc(0)],
    ['TRUNCATED', 'half a file', whole.subarray(0, whole.length / 2)],
    ['TRUNCATED', 'all but the last byte', whole.subarray(0, whole.length - 1)],
    ['MISSING_UID', 'no Series Instance UID', smallImage({ series: null })],
    ['MISSING_UID', 'no SOP Instance UID', smallImage({ instance: null })],
    ['MISSING_UID', 'no Study Instance UID', smallImage({ study: null, series: newUid() })],
    ['INVALID_UID', 'a UID that is a path', smallImage({ instance: '../../../etc/passwd' })],
    ['INVALID_UID', 'a UID with a slash', smallImage({ study: '1.2/3', series: newUid() })],
  ])('%s for %s is quarantined with the reason', async (code, _, bytes) => {
    const files = objects('instances');
    const outcome = await ingest.receive(bytes, provenance);
    expect(outcome).toMatchObject({ status: 'refused', code });
    const quarantined = await lastQuarantined();
    expect(quarantined.code).toBe(code);
    expect(quarantined.reason).toBe(outcome.status === 'refused' ? outcome.reason : undefined);
    expect(quarantined.reason.length).toBeGreaterThan(10);
    expect(quarantined.kept.equals(bytes)).toBe(true);
    expect(objects('instances')).toEqual(files);
    const events = await query(`select 1 from event where payload ->> 'quarantineId' = $1`, [quarantined.id]);
    expect(events).toHaveLength(1);
  });

  it('keeps the same bytes once, however often they come', async () => {
    const bytes = Buffer.from('Again and again, and still no image.');
    const before = objects('quarantine').length;
    for (let time = 0; time < 3; time += 1) {
      expect(await ingest.receive(bytes, provenance)).toMatchObject({ status: 'refused', code: 'NOT_DICOM' });
    }
    await Promise.all([1, 2].map(() => ingest.receive(Buffer.from('Twice at once, no image.'), provenance)));
    expect(await query('select 1 from quarantine where bytes = $1', [bytes.length])).toHaveLength(1);
    expect(objects('quarantine')).toHaveLength(before + 2);
  });

  it('names no patient, neither in its reason nor in the log', async () => {
    const bytes = smallImage({ patientId: 'SECRET-ID', instance: null });
    await ingest.receive(bytes, provenance);
    const study = newUid();
    await ingest.receive(smallImage({ study }), provenance);
    await ingest.receive(smallImage({ study, patientId: 'SECRET-ID' }), provenance);
    const written = await query(
      `select reason as text from quarantine union all select payload::text from event
        union all select detail from audit_event`,
    );
    expect(JSON.stringify(written)).not.toMatch(/SECRET-ID|PHANTOM/);
  });

  it('of an instance that is not of the study or instance announced', async () => {
    const wrongStudy = await ingest.receive(smallImage(), provenance, { studyInstanceUid: '1.2.3' });
    const wrongInstance = await ingest.receive(smallImage(), provenance, { sopInstanceUid: '1.2.3' });
    expect(wrongStudy).toMatchObject({ status: 'refused', code: 'WRONG_STUDY' });
    expect(wrongInstance).toMatchObject({ status: 'refused', code: 'WRONG_STUDY' });
  });
});

describe('an object made here', () => {
  it('joins its study without being an acquisition', async () => {
    const study = newUid();
    await ingest.receive(smallImage({ study }), provenance);
    const select = 'select state, revision, last_received_at from study where study_instance_uid = $1';
    const before = await query(select, [study]);
    const instance = newUid();
    const bytes = smallImage({ study, instance, series: newUid(), modality: 'SEG' });
    const origin = { door: 'own', source: 'firstread', actor: 'system:results', role: 'system' } as const;
    const outcome = await context.app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin);
    expect(outcome.kind).toBe('stored');
    expect(await query(select, [study])).toEqual(before);
    const own = await query(
      `select own from series join instance on series_id = series.id where sop_instance_uid = $1`,
      [instance],
    );
    expect(own).toEqual([{ own: true }]);
  });
});
