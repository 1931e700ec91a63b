import { randomUUID } from 'node:crypto';
import { ArchiveSearch, searchableKeywords, type SearchLevel } from '../src/archive/index.js';
import type { DicomJsonDataset } from '../src/dicom/index.js';
import { createDatabase, type TestDatabase } from './database.js';

let database: TestDatabase;
let search: ArchiveSearch;

interface Row {
  uid: string;
  name?: string;
  patient?: string;
  date?: string;
  time?: string;
  accession?: string;
  description?: string;
  modalities?: string[];
  study?: DicomJsonDataset;
  series?: DicomJsonDataset;
}

/** A study with one series per modality and two instances in each. */
async function insert(row: Row): Promise<void> {
  const study = randomUUID();
  await database.dataSource.query(
    `insert into study (id, study_instance_uid, patient_id, patient_name, study_date, study_time, accession_number,
       study_description, attributes, state) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'complete')`,
    [
      study,
      row.uid,
      row.patient ?? row.uid,
      row.name,
      row.date,
      row.time,
      row.accession,
      row.description,
      row.study ?? {},
    ],
  );
  for (const [at, modality] of (row.modalities ?? ['CT']).entries()) {
    const series = randomUUID();
    await database.dataSource.query(
      `insert into series (id, study_id, series_instance_uid, modality, series_number, own, attributes)
       values ($1,$2,$3,$4,$5,false,$6)`,
      [series, study, `${row.uid}.${at + 1}`, modality, at + 1, row.series ?? {}],
    );
    for (const number of [1, 2])
      await database.dataSource.query(
        `insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
           instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes)
         values ($1,$2,$3,$4,'1.2.840.10008.5.1.4.1.1.2','1.2.840.10008.1.2.1',$5,true,1,0,'',1,'stow','spec',$6)`,
        [
          randomUUID(),
          series,
          study,
          `${row.uid}.${at + 1}.${number}`,
          number,
          {
            '00280010': { vr: 'US', Value: [256 * number] },
            '00080008': { vr: 'CS', Value: ['ORIGINAL', 'AXIAL'] },
          },
        ],
      );
  }
}

const request = (step: string, procedure: string): DicomJsonDataset => ({
  '00400009': { vr: 'SH', Value: [step] },
  '00401001': { vr: 'SH', Value: [procedure] },
});

const STUDIES: Row[] = [
  {
    uid: '1.1',
    name: 'SMITH^JOHN',
    date: '20260103',
    time: '101500',
    accession: 'A1',
    description: 'Head CT',
  },
  {
    uid: '1.2',
    name: 'Smith^Jane^^Dr',
    date: '20260102',
    time: '0930',
    accession: 'A2',
    modalities: ['MR', 'SR'],
  },
  { uid: '1.3', name: 'GOLDSMITH^ANN', date: '20260102', time: '233000.5', accession: 'B%1', patient: '1.2' },
  { uid: '1.4', name: 'Äneas^Rüdiger', date: '20260101', time: '10', modalities: ['CT', 'PT'] },
  { uid: '1.5', name: 'Yamada^Tarou=山田^太郎=やまだ^たろう', date: '20251231' },
  { uid: '1.6', name: 'ЛЮКС^ИВАН', description: 'Thórax à la 50%' },
  {
    uid: '1.7',
    study: {
      '00080005': { vr: 'CS', Value: ['ISO_IR 100'] },
      '00080090': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Ida' }] },
      '00100021': { vr: 'LO', Value: ['HOSPITAL'] },
    },
    series: { '00400275': { vr: 'SQ', Value: [request('S1', 'P1'), request('S2', 'P2')] } },
  },
];

beforeAll(async () => {
  database = await createDatabase();
  search = new ArchiveSearch(database.dataSource);
  for (const row of STUDIES) await insert(row);
});

afterAll(async () => {
  await database.drop();
});

/** UIDs at the level of the request, in order. */
async function find(
  level: SearchLevel,
  keys: Record<string, string>,
  fuzzy = false,
): Promise<(string | null)[]> {
  const { matches, total } = await search.search({ level, keys, fuzzy });
  expect(total).toBe(matches.length);
  return matches.map((one) => {
    switch (level) {
      case 'patient':
        return one.patientId;
      case 'study':
        return one.studyInstanceUid ?? null;
      case 'series':
        return one.seriesInstanceUid ?? null;
      case 'instance':
        return one.sopInstanceUid ?? null;
    }
  });
}

describe('search of studies', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['1.1', '1.3', '1.2', '1.4', '1.5', '1.6', '1.7']],
    [{ PatientName: 'smith^j*' }, ['1.1', '1.2']],
    [{ PatientName: '*smith*' }, ['1.1', '1.3', '1.2']],
    [{ PatientName: 'SMITH^JOHN' }, ['1.1']],
    [{ PatientName: 'smith^jane^^dr^' }, ['1.2']],
    [{ PatientName: 'smith' }, []],
    [{ PatientName: 'sm?th^joh?' }, ['1.1']],
    [{ PatientName: 'aneas*' }, ['1.4']],
    [{ PatientName: 'ÄNEAS^rudiger' }, ['1.4']],
    [{ PatientName: '山田*' }, ['1.5']],
    [{ PatientName: '*太郎' }, ['1.5']],
    [{ PatientName: 'やまだ^たろう' }, ['1.5']],
    [{ PatientName: 'yamada^tarou=山田^太郎' }, ['1.5']],
    [{ PatientName: '山田^太郎=yamada^tarou' }, []],
    [{ PatientName: '=山田*' }, ['1.5']],
    [{ PatientName: 'люкс*' }, ['1.6']],
    [{ PatientName: '*иван' }, ['1.6']],
    [{ PatientName: '*' }, ['1.1', '1.3', '1.2', '1.4', '1.5', '1.6', '1.7']],
    [{ PatientID: '1.2' }, ['1.3', '1.2']],
    [{ PatientID: '1.?', StudyDate: '20260102' }, ['1.3', '1.2']],
    [{ AccessionNumber: 'B%1' }, ['1.3']],
    [{ AccessionNumber: 'a1' }, []],
    [{ AccessionNumber: 'B_1' }, []],
    [{ AccessionNumber: '%' }, []],
    [{ StudyInstanceUID: '1.1,1.2\\1.3' }, ['1.1', '1.3', '1.2']],
    [{ StudyDate: '20260102-20260103' }, ['1.1', '1.3', '1.2']],
    [{ StudyDate: '-20260101' }, ['1.4', '1.5']],
    [{ StudyDate: '20260103-' }, ['1.1']],
    [{ StudyTime: '10' }, ['1.1', '1.4']],
    [{ StudyTime: '1000' }, ['1.4']],
    [{ StudyTime: '0930-1000' }, ['1.2', '1.4']],
    [{ StudyTime: '2330-' }, ['1.3']],
    [{ StudyTime: '233000-233000' }, ['1.3']],
    [{ StudyDate: '20260101-20260102', StudyTime: '1001-0930' }, ['1.2']],
    [{ StudyDate: '20260102-', StudyTime: '1000-' }, ['1.1', '1.3']],
    [{ StudyDate: '20260102', StudyTime: '-1000' }, ['1.2']],
    [{ StudyDescription: 'head*' }, ['1.1']],
    [{ StudyDescription: 'THORAX a la 50%' }, ['1.6']],
    [{ ModalitiesInStudy: 'SR' }, ['1.2']],
    [{ Modality: 'PT\\MR' }, ['1.2', '1.4']],
    [{ ModalitiesInStudy: 'P*' }, ['1.4']],
    [{ ReferringPhysicianName: 'muller^i*' }, ['1.7']],
    [{ IssuerOfPatientID: 'HOSPITAL' }, ['1.7']],
    [{ SOPClassesInStudy: '1.2.840.10008.5.1.4.1.1.4' }, []],
  ])('%p', async (keys, uids) => {
    expect(await find('study', keys)).toEqual(uids);
  });

  it.each<[string, string[]]>([
    ['john smith', ['1.1']],
    ['ja smi', ['1.2']],
    ['smith', ['1.1', '1.2']],
    ['太郎 山', ['1.5']],
    ['mith', []],
    ['john.*', []],
  ])('fuzzy: %s', async (name, uids) => {
    expect(await find('study', { PatientName: name }, true)).toEqual(uids);
  });

  it('counts what a study has, and says that its text is UTF-8', async () => {
    const { matches } = await search.search({ level: 'study', keys: { StudyInstanceUID: '1.2,1.7' } });
    const [two, seven] = matches.map(({ attributes }) => attributes);
    expect(two?.['00080061']).toEqual({ vr: 'CS', Value: ['MR', 'SR'] });
    expect(two?.['00201206']).toEqual({ vr: 'IS', Value: [2] });
    expect(two?.['00201208']).toEqual({ vr: 'IS', Value: [4] });
    expect(two?.['00080062']).toEqual({ vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] });
    expect(seven?.['00080005']).toEqual({ vr: 'CS', Value: ['ISO_IR 192'] });
  });
});

describe('search at the other levels', () => {
  it.each<[SearchLevel, Record<string, string>, string[]]>([
    ['patient', { PatientName: '*smith*' }, ['1.1', '1.2']],
    ['patient', { PatientID: '1.?' }, ['1.1', '1.2', '1.4', '1.5', '1.6', '1.7']],
    ['series', { StudyInstanceUID: '1.2' }, ['1.2.1', '1.2.2']],
    ['series', { StudyInstanceUID: '1.2', SeriesNumber: '2' }, ['1.2.2']],
    ['series', { Modality: 'PT' }, ['1.4.2']],
    ['series', { ModalitiesInStudy: 'PT' }, ['1.4.1', '1.4.2']],
    ['series', { SeriesInstanceUID: '1.4.2' }, ['1.4.2']],
    ['series', { 'RequestAttributesSequence.ScheduledProcedureStepID': 'S1' }, ['1.7.1']],
    [
      'series',
      {
        'RequestAttributesSequence.ScheduledProcedureStepID': 'S1',
        'RequestAttributesSequence.RequestedProcedureID': 'P2',
      },
      [],
    ],
    ['instance', { SeriesInstanceUID: '1.2.2' }, ['1.2.2.1', '1.2.2.2']],
    ['instance', { StudyInstanceUID: '1.2', Rows: '512' }, ['1.2.1.2', '1.2.2.2']],
    ['instance', { PatientName: 'smith^john', ImageType: 'AXIAL', InstanceNumber: '1' }, ['1.1.1.1']],
    ['instance', { SOPInstanceUID: '1.1.1.2' }, ['1.1.1.2']],
  ])('%s %p', async (level, keys, uids) => {
    expect(await find(level, keys)).toEqual(uids);
  });

  it('gives the attributes of the levels above with those of an instance', async () => {
    await insert({
      uid: '2.1',
      study: { '00100020': { vr: 'LO', Value: ['P'] } },
      series: { '00080060': { vr: 'CS', Value: ['CT'] } },
    });
    const { matches } = await search.search({ level: 'instance', keys: { SOPInstanceUID: '2.1.1.1' } });
    expect(matches[0]?.attributes).toMatchObject({
      '00100020': { Value: ['P'] },
      '00080060': { Value: ['CT'] },
      '00280010': { Value: [256] },
    });
    await database.dataSource.query(`delete from study where study_instance_uid = '2.1'`);
  });
});

describe('pages', () => {
  it.each<[SearchLevel, Record<string, string>]>([
    ['study', {}],
    ['study', { PatientName: '*smith*' }],
    ['patient', {}],
    ['series', {}],
    ['instance', {}],
  ])('of %s %p never skip or repeat, and say how many there are', async (level, keys) => {
    const all = await search.search({ level, keys });
    const paged = [];
    for (let offset = 0; offset < all.total; offset += 2) {
      const page = await search.search({ level, keys, limit: 2, offset });
      expect(page.total).toBe(all.total);
      paged.push(...page.matches);
    }
    expect(paged).toEqual(all.matches);
    const beyond = await search.search({ level, keys, limit: 2, offset: all.total + 5 });
    expect(beyond).toEqual({ matches: [], total: all.total });
    const none = await search.search({ level, keys, limit: 0 });
    expect(none).toEqual({ matches: [], total: all.total });
  });
});

describe('keys', () => {
  it('of every level can be asked for', async () => {
    for (const level of ['patient', 'study', 'series', 'instance'] as const)
      for (const keyword of searchableKeywords(level))
        for (const value of ['1', '19990101', '1.2', '101010'])
          await search
            .search({ level, keys: { [keyword]: value }, limit: 1 })
            .catch((error: { code?: string }) => expect(error.code).toBe('INVALID_PARAMETER'));
  });

  it.each([
    ['study', { SOPInstanceUID: '1.2' }, 'UNSUPPORTED_PARAMETER'],
    ['study', { constructor: '1' }, 'UNSUPPORTED_PARAMETER'],
    ['patient', { StudyDate: '20260101' }, 'UNSUPPORTED_PARAMETER'],
    ['study', { StudyDate: 'yesterday' }, 'INVALID_PARAMETER'],
    ['study', { StudyDate: '-' }, 'INVALID_PARAMETER'],
    ['study', { StudyTime: '10-late' }, 'INVALID_PARAMETER'],
    ['series', { SeriesNumber: 'one' }, 'INVALID_PARAMETER'],
    ['study', { StudyInstanceUID: '1.2*' }, 'INVALID_PARAMETER'],
    ['study', { PatientName: 'a=b=c=d' }, 'INVALID_PARAMETER'],
  ] as const)('of %s %p are refused by name', async (level, keys, code) => {
    await expect(search.search({ level, keys })).rejects.toMatchObject({
      code,
      status: 400,
      detail: expect.stringContaining(Object.keys(keys)[0] as string) as string,
    });
  });
});
