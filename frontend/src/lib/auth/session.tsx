'use client';
import { sessionSchema, type Action, type Session } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { request } from '../api/http';

const SessionContext = createContext<Session | null>(null);

export function useSessionQuery() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => request('/api/v1/session', sessionSchema, { signal }),
    staleTime: 60_000,
  });
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of the signed-in person; only below the workspace layout. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is called outside the workspace');
  return session;
}

export function useMay(action: Action): boolean {
  return useSession().actions.includes(action);
}

export function useTimeZone(): string {
  return useSession().site.timeZone;
}
