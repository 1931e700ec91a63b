'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchPriors, fetchUpcoming, priorsKey } from '../api/study';
import { firstSeries } from '../model/hanging/hang';
import { worthFetching } from '../model/prefetch';
import { stackQuery } from './use-study';

/** What the next study begins with: its priors, which its hanging waits for, and the first of its images. */
async function fetchIt(client: QueryClient, studyUid: string, signal: AbortSignal): Promise<() => void> {
  const { study } = await fetchUpcoming(studyUid, signal);
  const main = study && firstSeries(study);
  if (!main) return () => undefined;
  const uid = study.studyInstanceUid;
  await client.prefetchQuery({ queryKey: priorsKey(uid), queryFn: () => fetchPriors(uid, signal) });
  const images = await client.fetchQuery(stackQuery(uid, main));
  const { fetchAhead } = await import('../viewer/ahead');
  return signal.aborted ? () => undefined : fetchAhead(worthFetching(images));
}

/** Fetches ahead what the reader will most likely open next, once this study is on the screen. */
export function useUpcoming(studyUid: string, ready: boolean, may: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!ready || !may) return undefined;
    const leaving = new AbortController();
    let end = (): void => undefined;
    fetchIt(client, studyUid, leaving.signal).then(
      (stop) => {
        end = stop;
        if (leaving.signal.aborted) stop();
      },
      // It is fetched when it is opened.
      () => undefined,
    );
    return () => {
      leaving.abort();
      end();
    };
  }, [client, studyUid, ready, may]);
}
