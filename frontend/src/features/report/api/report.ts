import {
  emergencyInterpretationSchema,
  reportChecksSchema,
  reportListSchema,
  reportSchema,
  savedDraftSchema,
  studyReportSchema,
  type EmergencyInterpretation,
  type EmergencyInterpretationInput,
  type Report,
  type ReportChecks,
  type ReportList,
  type ReportListQuery,
  type SaveDraft,
  type SavedDraft,
  type SignReport,
  type StartReport,
  type StudyReport,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

export const reportKey = (studyUid: string) => ['report', studyUid] as const;
export const reportListKey = (list: ReportListQuery['list']) => ['reports', list] as const;

/** Browsers send no more than this after a page was left. */
const KEPT_ALIVE_BYTES = 60_000;

const pathOf = (studyUid: string): string => `/api/v1/studies/${studyUid}/report`;

export function fetchReport(studyUid: string, signal: AbortSignal): Promise<StudyReport> {
  return request(pathOf(studyUid), studyReportSchema, { signal });
}

/** A page that is being left has its request outlive it, where browsers do that. */
const outliving = (leaving: boolean, body: StartReport | SaveDraft): boolean =>
  leaving && JSON.stringify(body).length < KEPT_ALIVE_BYTES;

export function startReport(studyUid: string, body: StartReport, leaving: boolean): Promise<Report> {
  const keepalive = outliving(leaving, body);
  return request(pathOf(studyUid), reportSchema, { method: 'POST', body, keepalive });
}

export function saveDraft(studyUid: string, body: SaveDraft, leaving: boolean): Promise<SavedDraft> {
  const keepalive = outliving(leaving, body);
  return request(`${pathOf(studyUid)}/draft`, savedDraftSchema, { method: 'PUT', body, keepalive });
}

export function changeReport(studyUid: string, what: 'author' | 'addendum'): Promise<Report> {
  return request(`${pathOf(studyUid)}/${what}`, reportSchema, { method: 'POST' });
}

export function discardAddendum(studyUid: string): Promise<Report> {
  return request(`${pathOf(studyUid)}/draft`, reportSchema, { method: 'DELETE' });
}

export function fetchChecks(studyUid: string, signal: AbortSignal): Promise<ReportChecks> {
  return request(`${pathOf(studyUid)}/checks`, reportChecksSchema, { signal });
}

export function signReport(studyUid: string, body: SignReport): Promise<Report> {
  return request(`${pathOf(studyUid)}/signatures`, reportSchema, { method: 'POST', body });
}

export function recordEmergency(
  studyUid: string,
  body: EmergencyInterpretationInput,
): Promise<EmergencyInterpretation> {
  const path = `/api/v1/studies/${studyUid}/emergency-interpretation`;
  return request(path, emergencyInterpretationSchema, { method: 'POST', body });
}

export function pdfOf(studyUid: string, version: number): string {
  return `${pathOf(studyUid)}/versions/${version}/pdf`;
}

export function fetchReports(list: ReportListQuery['list'], signal: AbortSignal): Promise<ReportList> {
  return request(`/api/v1/reports?list=${list}`, reportListSchema, { signal });
}
