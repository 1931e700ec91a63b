import dimseLibrary from 'dcmjs-dimse';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { headSlices, newUid, smallImage } from '../../../test/dicom.js';
import {
  AE_TITLE,
  datasetsIn,
  digests,
  freePort,
  onTheWire,
  sendThenEcho,
  startDimse,
  startReceiver,
  tool,
  writeFiles,
  type TestDimse,
} from '../../../test/dimse.js';

const slices = headSlices('RETRIEVED', 3);
const study = slices[0]?.StudyInstanceUID ?? '';
const series = slices[0]?.SeriesInstanceUID ?? '';
const patientId = 'PHANTOM-RETRIEVED';
const files = slices.map(({ bytes }) => Buffer.from(bytes));

let dimse: TestDimse;
/** Digests of the datasets as storescu sent them. */
let sent: string[];

beforeAll(async () => {
  dimse = await startDimse({ DIMSE_UNKNOWN_PEERS: 'store' });
  await dimse.addPeer({ aeTitle: 'READER' });
  const { code, output } = await send(files);
  if (code !== 0) throw new Error(output);
  sent = await onTheWire(dimse.folder, files);
});
afterAll(() => dimse.close());

function send(objects: readonly Uint8Array[], options: string[] = []) {
  const paths = writeFiles(dimse.folder, objects);
  return tool('storescu', [
    ...options,
    '-aet',
    'READER',
    '-aec',
    AE_TITLE,
    '127.0.0.1',
    String(dimse.port),
    ...paths,
  ]);
}

function newFolder(): string {
  return mkdtempSync(join(dimse.folder, 'received-'));
}

function keys(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([key, value]) => ['-k', value === '' ? key : `${key}=${value}`]);
}

function ask(command: 'movescu' | 'getscu' | 'findscu', options: string[], values: Record<string, string>) {
  const address = ['-aet', 'READER', '-aec', AE_TITLE, '127.0.0.1', String(dimse.port)];
  return tool(command, ['-d', ...options, ...keys(values), ...address]);
}

const levels = [
  ['-S', 'study root, study', { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: study }, 3],
  [
    '-S',
    'study root, series',
    { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: study, SeriesInstanceUID: series },
    3,
  ],
  [
    '-S',
    'study root, image',
    {
      QueryRetrieveLevel: 'IMAGE',
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      SOPInstanceUID: slices[1]?.SOPInstanceUID ?? '',
    },
    1,
  ],
  ['-P', 'patient root, patient', { QueryRetrieveLevel: 'PATIENT', PatientID: patientId }, 3],
  [
    '-P',
    'patient root, study',
    { QueryRetrieveLevel: 'STUDY', PatientID: patientId, StudyInstanceUID: study },
    3,
  ],
] as const;

describe('C-MOVE', () => {
  it.each(levels)('%s %s: every dataset arrives byte for byte', async (root, _, wanted, count) => {
    const folder = newFolder();
    const receiver = await startReceiver('SINK', folder);
    const id = await dimse.addPeer({ aeTitle: 'SINK', port: receiver.port, destination: true });
    try {
      const { code, output } = await ask('movescu', [root, '-aem', 'SINK'], wanted);
      expect({ code, output }).toMatchObject({ code: 0 });
    } finally {
      await receiver.stop();
      await dimse.dataSource.query('delete from peer where id = $1', [id]);
    }
    const received = datasetsIn(folder);
    expect(received).toHaveLength(count);
    for (const one of digests(received)) expect(sent).toContain(one);
  });

  it('to movescu itself', async () => {
    const port = await freePort();
    const id = await dimse.addPeer({ aeTitle: 'MOVESCU', port, destination: true });
    const folder = newFolder();
    const { code, output } = await ask(
      'movescu',
      ['-S', '-aem', 'MOVESCU', '+P', String(port), '-od', folder],
      { QueryRetrieveLevel: 'STUDY', StudyInstanceUID: study },
    );
    await dimse.dataSource.query('delete from peer where id = $1', [id]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/Pending/);
    expect(datasetsIn(folder)).toHaveLength(3);
  });

  it('to an AE title that may not be sent to is refused', async () => {
    for (const destination of ['NOBODY', 'READER']) {
      const { output } = await ask('movescu', ['-S', '-aem', destination], {
        QueryRetrieveLevel: 'STUDY',
        StudyInstanceUID: study,
      });
      expect(output).toMatch(/0xa801|MoveDestinationUnknown/i);
    }
  });

  it('to a destination that is not there says so, and which failed', async () => {
    await dimse.addPeer({ aeTitle: 'ABSENT', port: await freePort(), destination: true });
    const { code, output } = await ask('movescu', ['-S', '-aem', 'ABSENT'], {
      QueryRetrieveLevel: 'STUDY',
      StudyInstanceUID: study,
    });
    expect(code).not.toBe(0);
    expect(output).toMatch(/0xa702|UnableToPerformSuboperations/i);
    expect(output).toContain(slices[2]?.SOPInstanceUID);
  });

  it.each([
    [{ QueryRetrieveLevel: 'STUDY' }, /StudyInstanceUID/],
    [{ QueryRetrieveLevel: 'SERIES', SeriesInstanceUID: series }, /StudyInstanceUID/],
    [{ StudyInstanceUID: study }, /QueryRetrieveLevel/],
  ])('of %j is refused with the key that is missing', async (wanted, comment) => {
    await dimse.addPeer({
      aeTitle: `SINK${String(comment).length}${Object.keys(wanted).length}`,
      destination: true,
    });
    const { output } = await ask(
      'movescu',
      ['-S', '-aem', `SINK${String(comment).length}${Object.keys(wanted).length}`],
      wanted,
    );
    expect(output).toMatch(/0xa900|IdentifierDoesNotMatchSOPClass/i);
    expect(output).toMatch(comment);
  });

  it('leaves an access of the peer to the study in the trail', async () => {
    const lines = await dimse.dataSource.query<{ actor: string }[]>(
      `select actor from audit_event where action = 'study.retrieve' and study_uid = $1 and outcome = 'success'`,
      [study],
    );
    expect(lines[0]).toEqual({ actor: 'peer:READER' });
  });
});

describe('C-GET', () => {
  it.each(levels)('%s %s: every dataset arrives byte for byte', async (root, _, wanted, count) => {
    const folder = newFolder();
    const { code, output } = await ask('getscu', [root, '-od', folder, '--bit-preserving'], wanted);
    expect({ code, output }).toMatchObject({ code: 0 });
    const received = datasetsIn(folder);
    expect(received).toHaveLength(count);
    for (const one of digests(received)) expect(sent).toContain(one);
  });
});

describe('C-CANCEL', () => {
  const many = newUid();
  const count = 150;

  beforeAll(async () => {
    const objects = Array.from({ length: count }, () =>
      smallImage({ study: many, patientId: 'PHANTOM-MANY' }),
    );
    expect(await send(objects)).toMatchObject({ code: 0 });
  });

  it('ends a C-MOVE: nothing more is sent, and the answer says what was and what was not', async () => {
    const folder = newFolder();
    const receiver = await startReceiver('CANCELSINK', folder);
    await dimse.addPeer({ aeTitle: 'CANCELSINK', port: receiver.port, destination: true });
    const { output } = await ask('movescu', ['-S', '-aem', 'CANCELSINK', '--cancel', '1'], {
      QueryRetrieveLevel: 'STUDY',
      StudyInstanceUID: many,
    });
    await receiver.stop();
    expect(output).toMatch(/0xfe00|SuboperationsTerminatedDueToCancelIndication/i);
    const received = datasetsIn(folder).length;
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(count);
    const [, remaining] = [...output.matchAll(/Remaining Suboperations\s*: (\d+)/g)].at(-1) ?? [];
    expect(received + Number(remaining)).toBe(count);
  });

  it('ends a C-GET, and the association goes on', async () => {
    const wanted = dimseLibrary.requests.CGetRequest.createStudyGetRequest(many);
    const client = new dimseLibrary.Client();
    const answers: InstanceType<typeof dimseLibrary.responses.CGetResponse>[] = [];
    let received = 0;
    wanted.on('response', (response: (typeof answers)[number]) => {
      if (answers.push(response) === 1) client.cancel(wanted);
    });
    client.on(
      'cStoreRequest',
      (
        request: InstanceType<typeof dimseLibrary.requests.CStoreRequest>,
        reply: (response: InstanceType<typeof dimseLibrary.responses.CStoreResponse>) => void,
      ) => {
        received += 1;
        const response = dimseLibrary.responses.CStoreResponse.fromRequest(request);
        response.setStatus(0);
        reply(response);
      },
    );
    const echoed = await sendThenEcho(client, wanted, dimse.port);
    const last = answers.at(-1);
    expect(last?.getStatus()).toBe(0xfe00);
    expect([last?.getCompleted(), last?.getRemaining()]).toEqual([received, count - received]);
    expect(received).toBeLessThan(count);
    expect(echoed).toBe(0);
  });
});
