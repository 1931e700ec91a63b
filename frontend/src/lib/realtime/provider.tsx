'use client';
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useMay } from '../auth/session';
import type { Connection } from './connection';
import { WorklistFeed, type FeedListener } from './feed';

const FeedContext = createContext<WorklistFeed | null>(null);

/** Holds the one socket as long as the workspace is open. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const [feed] = useState(() => new WorklistFeed());
  const mayFollow = useMay('worklist.read');
  useEffect(() => (mayFollow ? feed.open() : undefined), [feed, mayFollow]);
  return <FeedContext value={feed}>{children}</FeedContext>;
}

export function useFeed(): WorklistFeed {
  const feed = useContext(FeedContext);
  if (!feed) throw new Error('useFeed is called outside the workspace');
  return feed;
}

export function useConnection(): Connection {
  const feed = useFeed();
  return useSyncExternalStore(feed.watch, feed.snapshot, feed.snapshot);
}

/** Listens while the calling component is on the page. */
export function useFeedListener(listener: FeedListener): void {
  const feed = useFeed();
  const catchUp = useEffectEvent(() => listener.catchUp?.());
  const changed = useEffectEvent((...message: Parameters<NonNullable<FeedListener['changed']>>) =>
    listener.changed?.(...message),
  );
  const models = useEffectEvent((...message: Parameters<NonNullable<FeedListener['models']>>) =>
    listener.models?.(...message),
  );
  const alerts = useEffectEvent(() => listener.alerts?.());
  const critical = useEffectEvent(() => listener.critical?.());
  useEffect(
    () =>
      feed.listen({
        catchUp: () => catchUp(),
        changed: (message) => changed(message),
        models: (message) => models(message),
        alerts: () => alerts(),
        critical: () => critical(),
      }),
    [feed],
  );
}
