'use client';
import type { Report, StudyReport } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '@/lib/api/problem';
import { useSession } from '@/lib/auth/session';
import { fetchReport, reportKey, saveDraft, startReport } from '../api/report';
import { DraftSaver, type DraftText, type Sender } from '../model/draft-saver';
import { closeDraft, openDraft } from '../model/open-drafts';

const REFRESH_MS = 10_000;

function senderOf(
  studyUid: string,
  templateId: string | null,
  onBegun: (report: Report) => void,
  me: string,
): Sender {
  return {
    save: (draft, leaving) => saveDraft(studyUid, draft, leaving),
    start: async (draft, leaving) => {
      const report = await startReport(studyUid, { ...draft, templateId }, leaving);
      onBegun(report);
      if (report.author.id !== me || report.draft?.window !== draft.window)
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
  const { key } = begin;
  const [current] = useState(() =>
    openDraft(
      studyUid,
      key,
      () => new DraftSaver(senderOf(studyUid, begin.templateId, onBegun, me), begin.text, begin.version),
    ),
  );
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
    openDraft(studyUid, key, () => current);
    return () => closeDraft(studyUid, key, current);
  }, [current, studyUid, key]);
  return { saver: current, state };
}
