'use client';
import type { StudyAhead } from '@firstread/contract';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchAheadOf, fetchPriors, fetchUpcoming, priorsKey } from '../api/study';
import { firstSeries } from '../model/hanging/hang';
import type { StackImage } from '../model/image-stack';
import { worthFetching } from '../model/prefetch';
import { stackQuery } from './use-study';

/** Which images of a series are fetched before anybody asks for them. */
type Choice = (images: readonly StackImage[]) => readonly StackImage[];
type FindStudy = (signal: AbortSignal) => Promise<StudyAhead | null>;

/** How much is fetched of what may only be looked at in a list. */
const firstFew: Choice = (images) => worthFetching(images).slice(0, 4);

/** What a study begins with: its priors, which its hanging waits for, and the first of its images. */
async function fetchBeginning(
  client: QueryClient,
  find: FindStudy,
  choose: Choice,
  signal: AbortSignal,
): Promise<() => void> {
  const study = await find(signal);
  const main = study && firstSeries(study);
  if (!main) return () => undefined;
  const uid = study.studyInstanceUid;
  const [images] = await Promise.all([
    client.fetchQuery(stackQuery(uid, main)),
    client.prefetchQuery({ queryKey: priorsKey(uid), queryFn: () => fetchPriors(uid, signal) }),
  ]);
  const { fetchAhead } = await import('../viewer/ahead');
  return signal.aborted ? () => undefined : fetchAhead(choose(images));
}

/** Fetches the beginning of a study until it is ended. What cannot be fetched now is fetched when it is opened. */
function startFetching(client: QueryClient, find: FindStudy, choose: Choice): () => void {
  const leaving = new AbortController();
  let end = (): void => undefined;
  fetchBeginning(client, find, choose, leaving.signal).then(
    (stop) => {
      end = stop;
      if (leaving.signal.aborted) stop();
    },
    () => undefined,
  );
  return () => {
    leaving.abort();
    end();
  };
}

/** Fetches ahead what the reader will most likely open next, once this study is on the screen. */
export function useUpcoming(studyUid: string, ready: boolean, may: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!ready || !may) return undefined;
    return startFetching(
      client,
      async (signal) => (await fetchUpcoming(studyUid, signal)).study,
      worthFetching,
    );
  }, [client, studyUid, ready, may]);
}

/** Fetches ahead what the reader rests on in a list. */
export function useResting(studyUid: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (studyUid === null) return undefined;
    return startFetching(client, (signal) => fetchAheadOf(studyUid, signal), firstFew);
  }, [client, studyUid]);
}
