'use client';
import type { Report, StudyReport } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '@/lib/api/problem';
import { useSession } from '@/lib/auth/session';
import { fetchReport, reportKey, saveDraft, startReport } from '../api/report';
import { DraftSaver, type DraftText, type Sender } from '../model/draft-saver';

const REFRESH_MS = 10_000;

/** Texts that are being written, also of studies whose page is closed while something of them is not saved. */
const savers = new Map<string, DraftSaver>();

function senderOf(
  studyUid: string,
  templateId: string | null,
  onBegun: (report: Report) => void,
  me: string,
): Sender {
  return {
    save: (draft, leaving) => saveDraft(studyUid, draft, leaving),
    start: async (draft) => {
      const report = await startReport(studyUid, { ...draft, templateId });
      onBegun(report);
      const same = JSON.stringify(report.draft?.sections) === JSON.stringify(draft.sections);
      if (report.author.id !== me || !report.draft || !same)
        throw new ApiError(
          409,
          { type: '', title: '', status: 409, code: 'REPORT_CHANGED', instance: '', detail: '' },
          'The study has a report already',
        );
      return { version: report.draft.version, savedAt: report.draft.savedAt };
    },
  };
}

/** The report of a study as the server has it. */
export function useStudyReport(studyUid: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: reportKey(studyUid),
    queryFn: ({ signal }) => fetchReport(studyUid, signal),
    refetchInterval: REFRESH_MS,
  });
  const put = useCallback(
    (report: Report) =>
      client.setQueryData<StudyReport>(reportKey(studyUid), (now) => now && { ...now, report }),
    [client, studyUid],
  );
  return { query, put, refresh: () => client.invalidateQueries({ queryKey: reportKey(studyUid) }) };
}

/**
 * The text that this page writes. It begins as what the server has; while something of it is not saved, nothing that comes
 * from there replaces it.
 */
export function useDraft(
  studyUid: string,
  begin: { text: DraftText; version: number | null; templateId: string | null; key: string },
  onBegun: (report: Report) => void,
) {
  const me = useSession().id;
  const id = idOf(studyUid, begin.key);
  const [current] = useState(() => {
    const saver =
      savers.get(id) ??
      new DraftSaver(senderOf(studyUid, begin.templateId, onBegun, me), begin.text, begin.version);
    savers.set(id, saver);
    return saver;
  });
  const state = useSyncExternalStore(
    current.subscribe,
    () => current.state,
    () => current.state,
  );
  useEffect(() => {
    const leave = (): void => current.leave();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') current.leave();
    };
    const warn = (event: BeforeUnloadEvent): void => {
      if (current.dirty && state.phase !== 'saving') event.preventDefault();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('beforeunload', warn);
    };
  }, [current, state.phase]);
  useEffect(() => {
    savers.set(id, current);
    return () => {
      const needed = current.dirty || current.state.phase === 'conflict' || current.state.phase === 'refused';
      if (!needed && savers.get(id) === current) savers.delete(id);
    };
  }, [current, id]);
  return { saver: current, state };
}

const idOf = (studyUid: string, key: string): string => `${studyUid} ${key}`;

/** What this page wrote and could not save, though the reader does not write the report any more. */
export function unsavedText(studyUid: string, key: string): DraftText | null {
  const saver = savers.get(idOf(studyUid, key));
  return saver?.dirty ? saver.text : null;
}

/** Another template was chosen before anything was written. */
export function dropText(studyUid: string, key: string): void {
  savers.delete(idOf(studyUid, key));
}
