import dimse from 'dcmjs-dimse';
import { datasetOf, mergeDatasets, tagOfKeyword, type EncodableDataset } from '../../dicom/index.js';
import type { Link } from '../protocol/link.js';
import { MessageDataset } from '../protocol/message-dataset.js';
import { DimseError, STATUS } from '../protocol/status.js';
import { SOP_CLASS, STORAGE_COMMITMENT_INSTANCE } from '../tables.js';

/** A SOP instance as a storage commitment names it. */
export interface SopReference {
  sopClassUid: string;
  sopInstanceUid: string;
}

/** What became of a storage commitment (PS3.4 section J.3.3). */
export interface CommitmentReport {
  transactionUid: string;
  committed: readonly SopReference[];
  /** With the Failure Reason (0008,1197). */
  failed: readonly (SopReference & { reason: number })[];
}

const ALL_COMMITTED = 1;
const SOME_FAILED = 2;

/** Reports over an open association; throws where the peer does not answer with success. */
export async function reportOver(link: Link, report: CommitmentReport, timeoutMs: number): Promise<void> {
  const { storageCommitmentPushModel: sopClassUid } = SOP_CLASS;
  const event = report.failed.length === 0 ? ALL_COMMITTED : SOME_FAILED;
  const request = new dimse.requests.NEventReportRequest(sopClassUid, STORAGE_COMMITMENT_INSTANCE, event);
  request.setDataset(MessageDataset.of(datasetOfReport(report), link.acceptedFor(sopClassUid)[0] ?? ''));
  const answer = await link.ask(request, timeoutMs);
  const status = answer.getStatus();
  if (status !== STATUS.success)
    throw new DimseError(status, `The peer answered the report with status ${status.toString(16)}`);
}

/** UIDs are written as the peer wrote them, whatever they are: it must know them again. */
function datasetOfReport({ transactionUid, committed, failed }: CommitmentReport): EncodableDataset {
  const reference = ({ sopClassUid, sopInstanceUid }: SopReference): EncodableDataset => ({
    ...uid('ReferencedSOPClassUID', sopClassUid),
    ...uid('ReferencedSOPInstanceUID', sopInstanceUid),
  });
  const failure = (one: SopReference & { reason: number }) =>
    mergeDatasets(reference(one), datasetOf({ FailureReason: one.reason }));
  return {
    ...uid('TransactionUID', transactionUid),
    ...sequence('ReferencedSOPSequence', committed.map(reference)),
    ...sequence('FailedSOPSequence', failed.map(failure)),
  };
}

function uid(keyword: string, value: string): EncodableDataset {
  return { [tagOfKeyword(keyword)]: { vr: 'UI', Value: [value] } };
}

function sequence(keyword: string, items: EncodableDataset[]): EncodableDataset {
  return items.length === 0 ? {} : { [tagOfKeyword(keyword)]: { vr: 'SQ', items } };
}
