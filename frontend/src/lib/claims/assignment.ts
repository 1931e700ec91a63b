/** What the server decides about who reads what: the next study, skips, holds and hand-overs. */
import {
  heldStudySchema,
  nextStudySchema,
  readerListSchema,
  readerSchema,
  skippedSchema,
  undoneHoldSchema,
  unskippedSchema,
  worklistItemSchema,
  type Hold,
  type NextStudy,
  type Reader,
  type PlaceHold,
  type ReaderList,
  type Skip,
  type Skipped,
  type WorklistItem,
} from '@firstread/contract';
import { request } from '../api/http';
import { forgetClaim, rememberClaim, tokenFor, tokenOf } from './claims';

export const readersKey = ['readers'] as const;

const pathOf = (studyUid: string): string => `/api/v1/worklist/${studyUid}`;

/** The first study of the server's order for this reader, who holds it from now on. */
export async function nextStudy(): Promise<NextStudy> {
  const next = await request('/api/v1/worklist/next', nextStudySchema, { method: 'POST' });
  rememberClaim(next.item.studyInstanceUid, next.token);
  return next;
}

/** Puts the study off, and gives it back where this page holds it. */
export async function skipStudy(studyUid: string, skip: Omit<Skip, 'token'>): Promise<Skipped> {
  const token = tokenOf(studyUid);
  const body = { ...skip, ...(token === undefined ? {} : { token }) };
  const skipped = await request(`${pathOf(studyUid)}/skip`, skippedSchema, { method: 'POST', body });
  forgetClaim(studyUid);
  return skipped;
}

/** The study is held again where it was, unless somebody took it since. */
export async function undoSkip(studyUid: string): Promise<WorklistItem> {
  const { item, token } = await request(`${pathOf(studyUid)}/skip`, unskippedSchema, { method: 'DELETE' });
  if (token !== null) rememberClaim(studyUid, token);
  return item;
}

/** Puts the study on hold for every reader, and gives it back where this page holds it. */
export async function placeHold(studyUid: string, hold: Omit<PlaceHold, 'token'>): Promise<WorklistItem> {
  const token = tokenOf(studyUid);
  const body = { ...hold, ...(token === undefined ? {} : { token }) };
  const item = await request(`${pathOf(studyUid)}/hold`, worklistItemSchema, { method: 'PUT', body });
  forgetClaim(studyUid);
  return item;
}

export function endHold(studyUid: string, { at }: Hold): Promise<WorklistItem> {
  const body = { placedAt: at };
  return request(`${pathOf(studyUid)}/hold`, worklistItemSchema, { method: 'DELETE', body });
}

/** What was placed is gone and the study held again where it was; what was ended stands again. */
export async function undoHold(studyUid: string): Promise<WorklistItem> {
  const path = `${pathOf(studyUid)}/hold/undo`;
  const { item, token } = await request(path, undoneHoldSchema, { method: 'POST' });
  if (token !== null) rememberClaim(studyUid, token);
  return item;
}

/** Gives the study to another reader; one that is free is claimed first. */
export async function handOver(studyUid: string, readerId: string, reason: string): Promise<WorklistItem> {
  const token = await tokenFor(studyUid);
  // Forgotten before the row is pushed with another holder: it was not taken away.
  forgetClaim(studyUid);
  const body = { token, readerId, ...(reason === '' ? {} : { reason }) };
  try {
    return await request(`${pathOf(studyUid)}/claim/holder`, worklistItemSchema, { method: 'PUT', body });
  } catch (error) {
    rememberClaim(studyUid, token);
    throw error;
  }
}

export async function undoHandOver(studyUid: string): Promise<WorklistItem> {
  const held = await request(`${pathOf(studyUid)}/claim/holder`, heldStudySchema, { method: 'DELETE' });
  rememberClaim(studyUid, held.token);
  return held.item;
}

export function fetchReaders(signal: AbortSignal): Promise<ReaderList> {
  return request('/api/v1/readers', readerListSchema, { signal });
}

/** The workload of who is signed in, a radiologist. */
export function fetchOwnLoad(signal: AbortSignal): Promise<Reader> {
  return request('/api/v1/readers/own', readerSchema, { signal });
}
