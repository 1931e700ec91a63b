import {
  assessmentSchema,
  destinationListSchema,
  openingSchema,
  priorsSchema,
  studyAheadSchema,
  studySchema,
  upcomingStudySchema,
  type Assessment,
  type DestinationList,
  type GiveAssessment,
  type Opening,
  type Priors,
  type SeenStudy,
  type SendStudy,
  type Study,
  type StudyAhead,
  type UpcomingStudy,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';
import { ApiError, toApiError } from '@/lib/api/problem';
import { isDataset, type DicomDataset } from '../model/dicom-json';
import { firstPart } from '../model/multipart';
import { withPalette } from '../model/palette';

export const studyKey = (studyUid: string) => ['study', studyUid] as const;
export const stackKey = (studyUid: string, seriesUid: string) => ['stack', studyUid, seriesUid] as const;

export const priorsKey = (studyUid: string) => ['priors', studyUid] as const;

export function fetchPriors(studyUid: string, signal: AbortSignal): Promise<Priors> {
  return request(`/api/v1/studies/${studyUid}/priors`, priorsSchema, { signal });
}

/** What is needed to fetch a study ahead; it does not count as opened. */
export function fetchAheadOf(studyUid: string, signal: AbortSignal): Promise<StudyAhead> {
  return request(`/api/v1/studies/${studyUid}/ahead`, studyAheadSchema, { signal });
}

/** The study that the reader would be given after this one; nothing of it counts as opened. */
export function fetchUpcoming(studyUid: string, signal: AbortSignal): Promise<UpcomingStudy> {
  return request(`/api/v1/worklist/next?open=${studyUid}`, upcomingStudySchema, { signal });
}

/** The study as it is, and what became of it since the reader saw it, where they did. */
export async function fetchOpening(
  studyUid: string,
  seen: SeenStudy | null,
  signal: AbortSignal,
): Promise<Opening> {
  const path = `/api/v1/studies/${studyUid}`;
  if (!seen) return { study: await request(path, studySchema, { signal }), changes: [] };
  return request(`${path}/opening`, openingSchema, { method: 'POST', body: seen, signal });
}

/** A reader judges a finding of a model; a later assessment of it counts instead. */
export function giveAssessment(studyUid: string, runId: string, given: GiveAssessment): Promise<Assessment> {
  return request(`/api/v1/studies/${studyUid}/ai-results/${runId}/assessments`, assessmentSchema, {
    method: 'POST',
    body: given,
  });
}

/** Turns a prior into a reading; the study as it is then. */
export function makeReading(studyUid: string): Promise<Study> {
  return request(`/api/v1/studies/${studyUid}/reading`, studySchema, { method: 'POST' });
}

export function deleteStudy(studyUid: string, reason: string): Promise<void> {
  return command(`/api/v1/studies/${studyUid}`, { method: 'DELETE', body: { reason } });
}

export const destinationsKey = ['destinations'] as const;

export function fetchDestinations(signal: AbortSignal): Promise<DestinationList> {
  return request('/api/v1/destinations', destinationListSchema, { signal });
}

/** Asks for it; the study goes out as soon as the peer takes it. */
export function sendStudy(studyUid: string, wanted: SendStudy): Promise<void> {
  return command(`/api/v1/studies/${studyUid}/deliveries`, { method: 'POST', body: wanted });
}

export function seriesRoot(studyUid: string, seriesUid: string): string {
  return `${window.location.origin}/dicomweb/studies/${studyUid}/series/${seriesUid}`;
}

async function get(url: string, accept: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', headers: { Accept: accept }, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiError(0, null, 'The server does not answer');
  }
  if (response.ok) return response;
  throw toApiError(response.status, await response.json().catch(() => undefined));
}

export async function fetchSeriesMetadata(root: string, signal: AbortSignal): Promise<DicomDataset[]> {
  const response = await get(`${root}/metadata`, 'application/dicom+json', signal);
  const body: unknown = await response.json();
  if (!Array.isArray(body)) throw new ApiError(response.status, null, 'The metadata could not be read');
  const fetchBulk = (uri: string): Promise<Uint8Array> => fetchBytes(uri, 'application/octet-stream', signal);
  return Promise.all(body.filter(isDataset).map((dataset) => withPalette(dataset, fetchBulk)));
}

async function fetchBytes(url: string, accept: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await get(url, accept, signal);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return firstPart(bytes, response.headers.get('Content-Type') ?? '');
}

/** PS3.18 section 8.7.3.3: `*` is as stored. */
const objectIn = (transferSyntax: string): string =>
  `multipart/related; type="application/dicom"; transfer-syntax=${transferSyntax}`;
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** A whole object as a Part 10 file: uncompressed where the archive can write it so, else as it is stored. */
export async function fetchObject(
  root: string,
  sopInstanceUid: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const url = `${root}/instances/${sopInstanceUid}`;
  try {
    return await fetchBytes(url, objectIn(EXPLICIT_LITTLE_ENDIAN), signal);
  } catch (error) {
    if (!(error instanceof ApiError) || ![406, 422].includes(error.status)) throw error;
    return fetchBytes(url, objectIn('*'), signal);
  }
}

/** The PDF that an object encapsulates. */
export async function fetchPdf(
  root: string,
  sopInstanceUid: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await get(`${root}/instances/${sopInstanceUid}/rendered`, 'application/pdf', signal);
  return new Uint8Array(await response.arrayBuffer());
}
