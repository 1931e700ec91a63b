import dimse from 'dcmjs-dimse';
import {
  datasetOf,
  entryOfKeyword,
  mergeDatasets,
  tagOfKeyword,
  type DicomJsonDataset,
  type EncodableDataset,
} from '../../dicom/index.js';
import { inUtf8, MessageDataset } from '../protocol/message-dataset.js';
import { comment, DimseError, STATUS } from '../protocol/status.js';
import { SOP_CLASS } from '../tables.js';
import type { Connection } from './connection.js';

/** Levels of the study root (PS3.4 section C.6.2.1). */
export type QueryLevel = 'STUDY' | 'SERIES' | 'IMAGE';

export interface FindOptions {
  /** Matches wanted; the peer is told to stop beyond. Default 1000. */
  limit?: number;
}

const DEFAULT_LIMIT = 1000;
const NEXT_MATCH_MS = 120_000;

/** One query over an open association. */
export async function findOver(
  connection: Connection,
  level: QueryLevel,
  keys: Readonly<Record<string, string>>,
  { limit = DEFAULT_LIMIT }: FindOptions,
): Promise<DicomJsonDataset[]> {
  const identifier = mergeDatasets(datasetOf({ QueryRetrieveLevel: level }), matchingKeys(keys));
  const request = new dimse.requests.CFindRequest();
  request.setAffectedSopClassUid(SOP_CLASS.studyRootFind);
  request.setDataset(
    MessageDataset.of(inUtf8(identifier), connection.acceptedFor(SOP_CLASS.studyRootFind)[0] ?? ''),
  );
  const matches: DicomJsonDataset[] = [];
  const last = await connection.ask(request, NEXT_MATCH_MS, (response) => {
    if (matches.length < limit) matches.push(connection.identifierOf(response));
    else if (matches.length === limit) connection.sendCancel(request);
  });
  const status = last.getStatus();
  if (status === STATUS.success || status === STATUS.cancelled) return matches;
  throw new DimseError(
    status,
    `The peer refused the query: ${comment(last.getErrorComment() ?? status.toString(16))}`,
  );
}

/** Wildcards and ranges are no values of their VR, so they are not checked as such. */
function matchingKeys(keys: Readonly<Record<string, string>>): EncodableDataset {
  const elements = Object.entries(keys).map(([keyword, value]): [string, EncodableDataset[string]] => {
    const vr = entryOfKeyword(keyword)?.vr ?? 'UN';
    return [tagOfKeyword(keyword), value === '' ? { vr } : { vr, Value: value.split('\\') }];
  });
  return Object.fromEntries(elements);
}
