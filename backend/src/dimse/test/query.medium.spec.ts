import dimseLibrary from 'dcmjs-dimse';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headSlices, newUid, smallImage } from '../../../test/dicom.js';
import { AE_TITLE, sendThenEcho, startDimse, tool, writeFiles, type TestDimse } from '../../../test/dimse.js';
import { getString, getStrings, parsePart10, type DicomJsonDataset } from '../../dicom/index.js';
import { DimseClient, type DimseError } from '../index.js';

const slices = headSlices('QUERIED', 3);
const study = slices[0]?.StudyInstanceUID ?? '';
const series = slices[0]?.SeriesInstanceUID ?? '';
const instance = slices[1]?.SOPInstanceUID ?? '';
const patientId = 'PHANTOM-QUERIED';
const studyCount = 31;

let dimse: TestDimse;

beforeAll(async () => {
  dimse = await startDimse();
  await dimse.addPeer({ aeTitle: 'READER' });
  await dimse.addPeer({ aeTitle: AE_TITLE });
  const others = Array.from({ length: studyCount - 1 }, () => smallImage({ study: newUid() }));
  const paths = writeFiles(dimse.folder, [...slices.map(({ bytes }) => bytes), ...others]);
  const options = ['-aet', 'READER', '-aec', AE_TITLE, '127.0.0.1', String(dimse.port)];
  const { code, output } = await tool('storescu', [...options, ...paths]);
  if (code !== 0) throw new Error(output);
});
afterAll(() => dimse.close());

interface Answers {
  code: number | null;
  output: string;
  matches: DicomJsonDataset[];
}

async function find(
  root: '-P' | '-S',
  values: Record<string, string>,
  options: string[] = [],
): Promise<Answers> {
  const keys = Object.entries(values).flatMap(([key, value]) => [
    '-k',
    value === '' ? key : `${key}=${value}`,
  ]);
  const folder = mkdtempSync(join(dimse.folder, 'found-'));
  const address = ['-aet', 'READER', '-aec', AE_TITLE, '127.0.0.1', String(dimse.port)];
  const run = await tool('findscu', ['-d', root, '-X', '-od', folder, ...options, ...keys, ...address]);
  const matches = readdirSync(folder).map(
    (name) => parsePart10(readFileSync(join(folder, name)), { requireUids: false }).dataset,
  );
  return { ...run, matches };
}

function keyed(matches: DicomJsonDataset[], keyword: string): (string | undefined)[] {
  return matches.map((match) => getString(match, keyword)).sort();
}

describe('C-FIND', () => {
  it.each([
    [
      '-P',
      { QueryRetrieveLevel: 'PATIENT', PatientID: patientId, PatientName: '' },
      'PatientID',
      [patientId],
    ],
    [
      '-P',
      { QueryRetrieveLevel: 'STUDY', PatientID: patientId, StudyInstanceUID: '' },
      'StudyInstanceUID',
      [study],
    ],
    [
      '-S',
      { QueryRetrieveLevel: 'STUDY', PatientID: patientId, StudyInstanceUID: '' },
      'StudyInstanceUID',
      [study],
    ],
    [
      '-S',
      { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: study, SeriesInstanceUID: '', Modality: 'CT' },
      'SeriesInstanceUID',
      [series],
    ],
    [
      '-S',
      { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: '' },
      'SOPInstanceUID',
      slices.map((slice) => slice.SOPInstanceUID).sort(),
    ],
    [
      '-P',
      {
        QueryRetrieveLevel: 'IMAGE',
        PatientID: patientId,
        StudyInstanceUID: study,
        SeriesInstanceUID: series,
        SOPInstanceUID: instance,
      },
      'SOPInstanceUID',
      [instance],
    ],
  ] as const)('%s %j finds by %s', async (root, keys, keyword, expected) => {
    const { code, output, matches } = await find(root, keys);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(keyed(matches, keyword)).toEqual(expected);
    for (const match of matches) {
      expect(getString(match, 'QueryRetrieveLevel')).toBe(keys.QueryRetrieveLevel);
      expect(getString(match, 'RetrieveAETitle')).toBe(AE_TITLE);
    }
  });

  it('answers in Implicit VR to one that offers nothing else', async () => {
    const keys = { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: study, PatientID: '' };
    const { matches } = await find('-S', keys, ['-xi']);
    expect(keyed(matches, 'PatientID')).toEqual([patientId]);
  });

  it('returns what it does not know empty, and counts what it has', async () => {
    const { matches } = await find('-S', {
      QueryRetrieveLevel: 'STUDY',
      StudyInstanceUID: study,
      NumberOfStudyRelatedInstances: '',
      ModalitiesInStudy: '',
      MilitaryRank: '',
      StudyComments: 'ignored as a key',
    });
    const [match = {}] = matches;
    expect(getString(match, 'NumberOfStudyRelatedInstances')).toBe('3');
    expect(getStrings(match, 'ModalitiesInStudy')).toEqual(['CT']);
    expect(match['00101080']).toEqual({ vr: 'LO' });
  });

  it('finds names with wildcards, whatever their case', async () => {
    const { matches } = await find('-S', {
      QueryRetrieveLevel: 'STUDY',
      PatientName: 'phantom^sm*',
      StudyInstanceUID: '',
    });
    expect(matches).toHaveLength(30);
  });

  it('decodes the keys in the character set of the request, and answers in UTF-8', async () => {
    const uid = newUid();
    const named = smallImage({ study: uid, patientId: 'LATIN' });
    const [path = ''] = writeFiles(dimse.folder, [named]);
    const insert = ['-nb', '-i', 'PatientName=Müller^Jörg', '-i', 'SpecificCharacterSet=ISO_IR 192', path];
    expect(await tool('dcmodify', insert)).toMatchObject({ code: 0 });
    const address = ['-aet', 'READER', '-aec', AE_TITLE, '127.0.0.1', String(dimse.port)];
    expect(await tool('storescu', [...address, path])).toMatchObject({ code: 0 });
    const client = dimse.app.get(DimseClient, { strict: false });
    const self = { aeTitle: AE_TITLE, host: '127.0.0.1', port: dimse.port, tls: false };
    const [match = {}] = await client.find(self, 'STUDY', { PatientName: 'MÜLLER*', StudyInstanceUID: '' });
    expect(getString(match, 'PatientName')).toBe('Müller^Jörg');
    expect(getString(match, 'SpecificCharacterSet')).toBe('ISO_IR 192');
    expect(getString(match, 'StudyInstanceUID')).toBe(uid);
  });

  it('is ended by C-CANCEL, and the association goes on', async () => {
    const wanted = dimseLibrary.requests.CFindRequest.createStudyFindRequest({ StudyInstanceUID: '' });
    const client = new dimseLibrary.Client();
    const statuses: number[] = [];
    wanted.on('response', (response: InstanceType<typeof dimseLibrary.responses.CFindResponse>) => {
      statuses.push(response.getStatus());
    });
    // Right behind the request, which has its number only once it is sent.
    client.on('associationAccepted', () => setImmediate(() => client.cancel(wanted)));
    const echoed = await sendThenEcho(client, wanted, dimse.port);
    expect(statuses.at(-1)).toBe(0xfe00);
    expect(statuses.length - 1).toBeLessThan(studyCount);
    expect(echoed).toBe(0);
  });

  it('ends no later request when a C-CANCEL comes after the answer, though the number is used again', async () => {
    const { CFindRequest } = dimseLibrary.requests;
    const answered = CFindRequest.createStudyFindRequest({ PatientID: 'NOBODY', StudyInstanceUID: '' });
    const next = CFindRequest.createStudyFindRequest({ StudyInstanceUID: '' });
    const client = new dimseLibrary.Client();
    answered.once('response', () => client.cancel(answered));
    next.setMessageId = () => CFindRequest.prototype.setMessageId.call(next, answered.getMessageId());
    const statuses: number[] = [];
    // The client gives the answers of both to the one that had the number first.
    answered.on('response', (response: InstanceType<typeof dimseLibrary.responses.CFindResponse>) => {
      statuses.push(response.getStatus());
    });
    client.addRequest(answered);
    await sendThenEcho(client, next, dimse.port);
    expect(next.getMessageId()).toBe(answered.getMessageId());
    const pending = statuses.slice(1, -1);
    expect(statuses).toEqual([0, ...pending.map(() => 0xff00), 0]);
    expect(pending.length).toBeGreaterThanOrEqual(studyCount);
  });

  it.each([
    [{ QueryRetrieveLevel: 'SERIES', SeriesInstanceUID: '' }, /one value of StudyInstanceUID/],
    [{ QueryRetrieveLevel: 'PATIENT', PatientID: '' }, /QueryRetrieveLevel is "PATIENT"/],
    [{ QueryRetrieveLevel: 'STUDY', StudyDate: 'yesterday' }, /StudyDate/],
  ])('refuses %j and says why', async (keys, comment) => {
    const { output, matches } = await find('-S', keys);
    expect(matches).toEqual([]);
    expect(output).toMatch(/0xa900|IdentifierDoesNotMatchSOPClass/i);
    expect(output).toMatch(comment);
  });
});

describe('our own C-FIND', () => {
  const client = () => dimse.app.get(DimseClient, { strict: false });
  const self = () => ({ aeTitle: AE_TITLE, host: '127.0.0.1', port: dimse.port, tls: false });

  it('stops the peer at its limit', async () => {
    const found = await client().find(self(), 'STUDY', { StudyInstanceUID: '' }, { limit: 5 });
    expect(found).toHaveLength(5);
  });

  it('asks with ranges and wildcards', async () => {
    const keys = { StudyDate: '20260101-20260131', PatientID: 'PHANTOM-Q*', StudyInstanceUID: '' };
    const found = await client().find(self(), 'STUDY', keys);
    expect(keyed(found, 'StudyInstanceUID')).toEqual([study]);
  });

  it('throws what the peer refused', async () => {
    const refused = client().find(self(), 'SERIES', { SeriesInstanceUID: '' });
    await expect(refused).rejects.toMatchObject({ status: 0xa900 } satisfies Partial<DimseError>);
  });
});
