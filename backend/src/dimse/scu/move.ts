import dimse from 'dcmjs-dimse';
import type { UniqueKeys } from '../../archive/index.js';
import { getStrings, tagOfKeyword, type EncodableDataset } from '../../dicom/index.js';
import type { Response } from '../protocol/link.js';
import { MessageDataset } from '../protocol/message-dataset.js';
import { SOP_CLASS } from '../tables.js';
import type { Connection } from './connection.js';
import type { QueryLevel } from './find.js';

/** How a C-MOVE ended. */
export interface MoveResult {
  /** DIMSE status of the last answer; 0 where everything arrived. */
  status: number;
  detail: string | undefined;
  completed: number;
  warnings: number;
  failed: number;
  failedSopInstanceUids: string[];
}

interface CountedResponse extends Response {
  getCompleted(): number | undefined;
  getWarnings(): number | undefined;
  getFailures(): number | undefined;
}

/** A peer that sends neither objects nor answers for so long is given up. */
const NEXT_ANSWER_MS = 10 * 60_000;

/** One C-MOVE over an open association. */
export async function moveOver(
  connection: Connection,
  level: QueryLevel,
  keys: UniqueKeys,
  destination: string,
): Promise<MoveResult> {
  const request = new dimse.requests.CMoveRequest();
  const syntax = connection.acceptedFor(SOP_CLASS.studyRootMove)[0] ?? '';
  request.setDataset(MessageDataset.of(identifierOf(level, keys), syntax));
  request.getCommandDataset().setElement('MoveDestination', destination);
  let failedUids: string[] = [];
  request.on('response', (response: Response) => {
    if (response.getDataset())
      failedUids = getStrings(connection.identifierOf(response), 'FailedSOPInstanceUIDList');
  });
  const last = (await connection.ask(request, NEXT_ANSWER_MS)) as CountedResponse;
  return {
    status: last.getStatus(),
    detail: last.getErrorComment(),
    completed: last.getCompleted() ?? 0,
    warnings: last.getWarnings() ?? 0,
    failed: last.getFailures() ?? 0,
    failedSopInstanceUids: failedUids,
  };
}

function identifierOf(level: QueryLevel, keys: UniqueKeys): EncodableDataset {
  const uids = (keyword: string, values: readonly string[] | undefined): EncodableDataset =>
    values ? { [tagOfKeyword(keyword)]: { vr: 'UI', Value: [...values] } } : {};
  return {
    [tagOfKeyword('QueryRetrieveLevel')]: { vr: 'CS', Value: [level] },
    ...uids('StudyInstanceUID', keys.studyInstanceUids),
    ...uids('SeriesInstanceUID', keys.seriesInstanceUids),
    ...uids('SOPInstanceUID', keys.sopInstanceUids),
  };
}
