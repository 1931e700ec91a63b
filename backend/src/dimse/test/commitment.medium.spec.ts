import dimseLibrary from 'dcmjs-dimse';
import { createServer, type Server, type Socket } from 'node:net';
import { newUid, smallImage } from '../../../test/dicom.js';
import { AE_TITLE, freePort, startDimse, type TestDimse } from '../../../test/dimse.js';
import { until } from '../../../test/until.js';
import { datasetOf, getSequence, getString, type DicomJsonDataset } from '../../dicom/index.js';
import { IngestService } from '../../ingest/index.js';
import { Link, type Association } from '../protocol/link.js';
import { MessageDataset } from '../protocol/message-dataset.js';
import { Connection } from '../scu/connection.js';
import { SOP_CLASS, STORAGE_COMMITMENT_INSTANCE } from '../tables.js';

const EXPLICIT = '1.2.840.10008.1.2.1';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const { NActionRequest } = dimseLibrary.requests;
const { NEventReportResponse } = dimseLibrary.responses;

type EventRequest = InstanceType<typeof dimseLibrary.requests.NEventReportRequest>;

/** A modality that asked and now listens for reports. */
class ReportListener extends Link {
  constructor(
    socket: Socket,
    private readonly received: (event: number, report: DicomJsonDataset) => number,
  ) {
    super(socket, {});
  }

  override associationRequested(association: Association): void {
    for (const { context } of association.getPresentationContexts()) context.setResult(0, EXPLICIT);
    this.negotiated = association;
    this.sendAssociationAccept();
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
    this.connection.end();
  }

  override nEventReportRequest(
    request: EventRequest,
    callback: (response: InstanceType<typeof NEventReportResponse>) => void,
  ): void {
    const response = NEventReportResponse.fromRequest(request);
    response.setStatus(this.received(Number(request.getEventTypeId()), this.identifier(request)));
    callback(response);
  }
}

interface Report {
  event: number;
  report: DicomJsonDataset;
}

let dimse: TestDimse;

beforeAll(async () => {
  dimse = await startDimse();
});
afterAll(() => dimse.close());

async function listenForReports(port: number): Promise<{ reports: Report[]; close: () => Promise<void> }> {
  const reports: Report[] = [];
  const server: Server = createServer((socket) => {
    new ReportListener(socket, (event, report) => {
      reports.push({ event, report });
      return 0;
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { reports, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function stored(): Promise<string> {
  const instance = newUid();
  const provenance = { door: 'stow', source: '127.0.0.1', actor: 'service:spec', role: 'device' } as const;
  await dimse.app.get(IngestService, { strict: false }).receive(smallImage({ instance }), provenance);
  return instance;
}

type Reference = { sopClassUid: string; sopInstanceUid: string };

async function dial(aeTitle: string): Promise<Connection> {
  const remote = { aeTitle: AE_TITLE, host: '127.0.0.1', port: dimse.port, tls: false };
  const proposal = { sopClassUid: SOP_CLASS.storageCommitmentPushModel, transferSyntaxUids: [EXPLICIT] };
  return Connection.open(remote, [proposal], { callingAeTitle: aeTitle, tls: {}, timeoutMs: 10_000 });
}

async function action(
  connection: Connection,
  transactionUid: string,
  references: Reference[],
  instance = STORAGE_COMMITMENT_INSTANCE,
  type = 1,
): Promise<number> {
  const request = new NActionRequest(SOP_CLASS.storageCommitmentPushModel, instance, type);
  const items = references.map((one) => ({
    ReferencedSOPClassUID: one.sopClassUid,
    ReferencedSOPInstanceUID: one.sopInstanceUid,
  }));
  const information = datasetOf({ TransactionUID: transactionUid, ReferencedSOPSequence: items });
  request.setDataset(MessageDataset.of(information, EXPLICIT));
  return (await connection.ask(request, 10_000)).getStatus();
}

async function ask(aeTitle: string, ...request: [string, Reference[], string?, number?]): Promise<number> {
  const connection = await dial(aeTitle);
  try {
    return await action(connection, ...request);
  } finally {
    await connection.release();
  }
}

function uids(report: DicomJsonDataset, keyword: string): (string | undefined)[] {
  return getSequence(report, keyword).map((item) => getString(item, 'ReferencedSOPInstanceUID'));
}

async function commitment(transactionUid: string) {
  const [row] = await dimse.dataSource.query<
    { attempts: number; reported_at: Date | null; last_error: string | null }[]
  >('select attempts, reported_at, last_error from storage_commitment where transaction_uid = $1', [
    transactionUid,
  ]);
  return row;
}

describe('a storage commitment', () => {
  it('is reported to the peer with what is stored and what is not', async () => {
    const port = await freePort();
    const { reports, close } = await listenForReports(port);
    await dimse.addPeer({ aeTitle: 'ASKER', port });
    const [kept, other, missing] = [await stored(), await stored(), newUid()];
    const transactionUid = newUid();
    const status = await ask('ASKER', transactionUid, [
      { sopClassUid: SECONDARY_CAPTURE, sopInstanceUid: kept },
      { sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: other },
      { sopClassUid: SECONDARY_CAPTURE, sopInstanceUid: missing },
    ]);
    expect(status).toBe(0);
    await until(async () => (await commitment(transactionUid))?.reported_at !== null);
    await close();
    expect(reports).toHaveLength(1);
    const [{ event, report } = { event: 0, report: {} }] = reports;
    expect(event).toBe(2);
    expect(getString(report, 'TransactionUID')).toBe(transactionUid);
    expect(uids(report, 'ReferencedSOPSequence')).toEqual([kept]);
    expect(uids(report, 'FailedSOPSequence')).toEqual([other, missing]);
    expect(getSequence(report, 'FailedSOPSequence').map((item) => getString(item, 'FailureReason'))).toEqual([
      String(0x0119),
      String(0x0112),
    ]);
  });

  it('waits for a peer that is away, and outlives a restart', async () => {
    const port = await freePort();
    await dimse.addPeer({ aeTitle: 'AWAY', port });
    const transactionUid = newUid();
    expect(
      await ask('AWAY', transactionUid, [{ sopClassUid: SECONDARY_CAPTURE, sopInstanceUid: await stored() }]),
    ).toBe(0);
    await until(async () => ((await commitment(transactionUid))?.last_error ?? null) !== null);
    expect(await commitment(transactionUid)).toMatchObject({ reported_at: null, attempts: 1 });
    const { reports, close } = await listenForReports(port);
    await dimse.dataSource.query(
      `update storage_commitment set next_attempt_at = now() where transaction_uid = $1`,
      [transactionUid],
    );
    await until(() => reports.length > 0);
    await close();
    expect(reports[0]?.event).toBe(1);
  });

  it('is reported on the association that asked, where the peer listens nowhere else', async () => {
    await dimse.addPeer({ aeTitle: 'WAITING', port: await freePort() });
    const transactionUid = newUid();
    const connection = await dial('WAITING');
    expect(
      await action(connection, transactionUid, [{ sopClassUid: SECONDARY_CAPTURE, sopInstanceUid: '1.2.3' }]),
    ).toBe(0);
    await until(async () => (await commitment(transactionUid))?.reported_at !== null);
    // The library's own answer to a report that nobody takes: it arrived here, and was refused.
    expect((await commitment(transactionUid))?.last_error).toMatch(/status 110/);
    await connection.release();
  });

  it('is refused where it cannot be one', async () => {
    await dimse.addPeer({ aeTitle: 'ODD' });
    const references = [{ sopClassUid: SECONDARY_CAPTURE, sopInstanceUid: '1.2.3' }];
    expect(await ask('ODD', newUid(), references, '1.2.3')).toBe(0x0112);
    expect(await ask('ODD', newUid(), references, STORAGE_COMMITMENT_INSTANCE, 7)).toBe(0x0123);
    expect(await ask('ODD', newUid(), [])).toBe(0x0120);
  });
});
