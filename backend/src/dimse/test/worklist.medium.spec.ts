import type { Order, OrderInput } from '@firstread/contract';
import dimseLibrary from 'dcmjs-dimse';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newUid } from '../../../test/dicom.js';
import { AE_TITLE, administrator, startDimse, tool, type TestDimse } from '../../../test/dimse.js';
import {
  datasetOf,
  getItem,
  getString,
  parsePart10,
  type DicomJsonDataset,
  type EncodableDataset,
} from '../../dicom/index.js';
import { OrderService } from '../../orders/index.js';
import { MessageDataset } from '../protocol/message-dataset.js';
import { Connection } from '../scu/connection.js';
import { SOP_CLASS } from '../tables.js';

const EXPLICIT = '1.2.840.10008.1.2.1';

let dimse: TestDimse;
let orders: OrderService;

beforeAll(async () => {
  dimse = await startDimse();
  orders = dimse.app.get(OrderService);
  await dimse.addPeer({ aeTitle: 'CT1' });
});
afterAll(() => dimse.close());

let placed = 0;

function place(order: Partial<OrderInput> = {}): Promise<Order> {
  placed += 1;
  const defaults: OrderInput = {
    accessionNumber: `A${placed}`,
    placerOrderNumber: `PL${placed}`,
    fillerOrderNumber: null,
    patientId: `P${placed}`,
    patientIdIssuer: 'SPEC',
    patientName: 'PHANTOM^ORDER',
    patientBirthDate: '1970-02-03',
    patientSex: 'F',
    requestedProcedureDescription: 'Head CT',
    procedureCode: { scheme: 'SPEC', value: 'CTH', meaning: 'Head CT' },
    modality: 'CT',
    stationAeTitle: 'CT1',
    stationName: null,
    scheduledAt: '2026-03-10T14:30:00',
    stepDescription: null,
    bodyPart: 'HEAD',
    laterality: null,
    priority: 'stat',
    patientLocation: 'Emergency',
    referringPhysician: 'DOC^REFERRING',
    reason: 'Headache',
  };
  return orders.place({ ...defaults, ...order }, administrator);
}

async function worklist(keys: Record<string, string>): Promise<DicomJsonDataset[]> {
  const folder = mkdtempSync(join(dimse.folder, 'worklist-'));
  const options = Object.entries(keys).flatMap(([key, value]) => [
    '-k',
    value === '' ? key : `${key}=${value}`,
  ]);
  const address = ['-aet', 'CT1', '-aec', AE_TITLE, '127.0.0.1', String(dimse.port)];
  const { code, output } = await tool('findscu', ['-W', '-X', '-od', folder, ...options, ...address]);
  if (code !== 0) throw new Error(output);
  return readdirSync(folder).map(
    (name) => parsePart10(readFileSync(join(folder, name)), { requireUids: false }).dataset,
  );
}

const STEP = 'ScheduledProcedureStepSequence[0]';

describe('the modality worklist', () => {
  it('gives everything of a scheduled order that is asked for', async () => {
    const order = await place({ patientName: 'Müller^Jörg' });
    const [item = {}, ...others] = await worklist({
      AccessionNumber: order.accessionNumber,
      PatientName: '',
      PatientID: '',
      PatientBirthDate: '',
      PatientSex: '',
      StudyInstanceUID: '',
      RequestedProcedureID: '',
      RequestedProcedureDescription: '',
      RequestedProcedurePriority: '',
      ReferringPhysicianName: '',
      PregnancyStatus: '',
      [`${STEP}.Modality`]: '',
      [`${STEP}.ScheduledStationAETitle`]: '',
      [`${STEP}.ScheduledProcedureStepStartDate`]: '',
      [`${STEP}.ScheduledProcedureStepStartTime`]: '',
      [`${STEP}.ScheduledProcedureStepID`]: '',
      [`${STEP}.ScheduledProcedureStepDescription`]: '',
    });
    expect(others).toEqual([]);
    expect(getString(item, 'PatientName')).toBe('Müller^Jörg');
    expect(getString(item, 'PatientBirthDate')).toBe('19700203');
    expect(getString(item, 'StudyInstanceUID')).toBe(order.studyInstanceUid);
    expect(getString(item, 'RequestedProcedureID')).toBe(order.accessionNumber);
    expect(getString(item, 'RequestedProcedurePriority')).toBe('STAT');
    expect(item['001021C0']).toEqual({ vr: 'US' });
    const step = getItem(item, 'ScheduledProcedureStepSequence') ?? {};
    expect(getString(step, 'Modality')).toBe('CT');
    expect(getString(step, 'ScheduledStationAETitle')).toBe('CT1');
    expect(getString(step, 'ScheduledProcedureStepStartDate')).toBe('20260310');
    expect(getString(step, 'ScheduledProcedureStepStartTime')).toBe('143000');
    expect(getString(step, 'ScheduledProcedureStepDescription')).toBe('Head CT');
  });

  it.each([
    [{ [`${STEP}.ScheduledStationAETitle`]: 'MR7', [`${STEP}.Modality`]: 'MR' }, true],
    [{ [`${STEP}.ScheduledStationAETitle`]: 'MR8' }, false],
    [{ [`${STEP}.ScheduledProcedureStepStartDate`]: '20270101-20270131' }, true],
    [{ [`${STEP}.ScheduledProcedureStepStartDate`]: '20270201-' }, false],
    [{ PatientName: 'match*' }, true],
    [{ PatientID: 'P-MATCH?' }, true],
    [{ RequestedProcedureID: 'RP-OTHER' }, false],
  ])('matches %j: %s', async (keys, expected) => {
    const { accessionNumber } = await place({
      patientName: 'MATCHED^ORDER',
      patientId: 'P-MATCH1',
      modality: 'MR',
      stationAeTitle: 'MR7',
      scheduledAt: '2027-01-15T08:00:00',
    });
    const found = (await worklist({ AccessionNumber: '', ...keys })).map((item) =>
      getString(item, 'AccessionNumber'),
    );
    expect(found.includes(accessionNumber)).toBe(expected);
  });
});

/** A modality: MPPS has no tool in DCMTK. */
async function modality<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const remote = { aeTitle: AE_TITLE, host: '127.0.0.1', port: dimse.port, tls: false };
  const proposal = { sopClassUid: SOP_CLASS.modalityPerformedProcedureStep, transferSyntaxUids: [EXPLICIT] };
  const connection = await Connection.open(remote, [proposal], {
    callingAeTitle: 'CT1',
    tls: {},
    timeoutMs: 10_000,
  });
  try {
    return await work(connection);
  } finally {
    await connection.release();
  }
}

async function create(uid: string, attributes: EncodableDataset): Promise<number> {
  const request = new dimseLibrary.requests.NCreateRequest(SOP_CLASS.modalityPerformedProcedureStep, uid);
  request.setDataset(MessageDataset.of(attributes, EXPLICIT));
  return modality(async (connection) => (await connection.ask(request, 10_000)).getStatus());
}

async function set(uid: string, attributes: EncodableDataset): Promise<number> {
  const request = new dimseLibrary.requests.NSetRequest(SOP_CLASS.modalityPerformedProcedureStep, uid);
  request.setDataset(MessageDataset.of(attributes, EXPLICIT));
  return modality(async (connection) => (await connection.ask(request, 10_000)).getStatus());
}

function inProgress(order: Order): EncodableDataset {
  const { studyInstanceUid: StudyInstanceUID, accessionNumber: AccessionNumber } = order;
  return datasetOf({
    PerformedProcedureStepStatus: 'IN PROGRESS',
    ScheduledStepAttributesSequence: [{ StudyInstanceUID, AccessionNumber }],
  });
}

function ended(status: string, instances: string[] = []): EncodableDataset {
  const references = instances.map((uid) => ({
    ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    ReferencedSOPInstanceUID: uid,
  }));
  return datasetOf({
    PerformedProcedureStepStatus: status,
    PerformedSeriesSequence: [{ SeriesInstanceUID: '1.2.3', ReferencedImageSequence: references }],
  });
}

async function events(order: Order): Promise<string[]> {
  const rows = await dimse.dataSource.query<{ name: string }[]>(
    'select name from event where study_uid = $1 order by id',
    [order.studyInstanceUid],
  );
  return rows.map((row) => row.name);
}

describe('a performed procedure step', () => {
  it.each([
    ['COMPLETED', 'completed', 'ExamCompleted'],
    ['DISCONTINUED', 'discontinued', 'ExamDiscontinued'],
  ])('that is %s moves its order along', async (status, orderStatus, event) => {
    const order = await place();
    const uid = newUid();
    expect(await create(uid, inProgress(order))).toBe(0);
    expect(await orders.one(order.id)).toMatchObject({ status: 'inProgress' });
    expect(await worklist({ AccessionNumber: order.accessionNumber })).toEqual([]);
    expect(await set(uid, ended(status, ['1.2.3.1', '1.2.3.2']))).toBe(0);
    expect(await orders.one(order.id)).toMatchObject({ status: orderStatus, version: 3 });
    expect(await events(order)).toEqual(['OrderPlaced', 'OrderChanged', 'OrderChanged', event]);
    const [step] = await dimse.dataSource.query<object[]>(
      'select * from performed_step where sop_instance_uid = $1',
      [uid],
    );
    expect(step).toMatchObject({ status, instances: ['1.2.3.1', '1.2.3.2'], performed_by: 'peer:CT1' });
  });

  it('is refused when it makes no sense, and changes nothing', async () => {
    const order = await place();
    const uid = newUid();
    expect(await create(uid, datasetOf({ PerformedProcedureStepStatus: 'IN PROGRESS' }))).toBe(0x0120);
    expect(
      await create(uid, {
        ...inProgress(order),
        ...datasetOf({ PerformedProcedureStepStatus: 'COMPLETED' }),
      }),
    ).toBe(0x0106);
    expect(await set(uid, ended('COMPLETED'))).toBe(0x0112);
    expect(await create(uid, inProgress(order))).toBe(0);
    expect(await create(uid, inProgress(order))).toBe(0x0111);
    expect(await set(uid, ended('HALF DONE'))).toBe(0x0106);
    expect(await set(uid, ended('COMPLETED'))).toBe(0);
    expect(await set(uid, ended('DISCONTINUED'))).toBe(0x0110);
    expect(await orders.one(order.id)).toMatchObject({ status: 'completed' });
  });

  it('without an order is kept all the same', async () => {
    const uid = newUid();
    const scheduled = datasetOf({
      PerformedProcedureStepStatus: 'IN PROGRESS',
      ScheduledStepAttributesSequence: [{ StudyInstanceUID: newUid() }],
    });
    expect(await create(uid, scheduled)).toBe(0);
    const [step] = await dimse.dataSource.query<object[]>(
      'select order_id from performed_step where sop_instance_uid = $1',
      [uid],
    );
    expect(step).toEqual({ order_id: null });
  });
});
