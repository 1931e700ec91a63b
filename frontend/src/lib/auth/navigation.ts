import type { Action, Session } from '@firstread/contract';

/** Sends the browser to the login page, which brings it back here. A full load drops every cached row. */
export function toLogin(): void {
  const { pathname, search } = window.location;
  if (pathname === '/login' || pathname === '/setup') return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

/** A path of our own and nothing else: `next` comes from the address bar. */
export function safeNext(next: string | null): string | null {
  if (next === null || !/^\/(?![/\\])/.test(next) || next.includes('\\')) return null;
  return next.startsWith('/login') || next.startsWith('/setup') ? null : next;
}

export interface Place {
  path:
    | '/worklist'
    | '/live-board'
    | '/critical'
    | '/reports'
    | '/discrepancies'
    | '/peer-learning'
    | '/models'
    | '/turnaround'
    | '/ai-impact'
    | '/fairness'
    | '/list-history'
    | '/what-if'
    | '/rules'
    | '/admin';
  action: Action;
}

/** The pages there are, in the order of the rail. */
export const places: readonly Place[] = [
  { path: '/worklist', action: 'worklist.read' },
  { path: '/live-board', action: 'board.read' },
  { path: '/critical', action: 'critical.read' },
  { path: '/reports', action: 'report.write' },
  { path: '/discrepancies', action: 'discrepancy.read' },
  { path: '/peer-learning', action: 'learning.read' },
  { path: '/models', action: 'model.read' },
  { path: '/turnaround', action: 'turnaround.read' },
  { path: '/ai-impact', action: 'turnaround.read' },
  { path: '/fairness', action: 'fairness.read' },
  { path: '/list-history', action: 'listHistory.read' },
  { path: '/what-if', action: 'whatIf.ask' },
  { path: '/rules', action: 'rules.read' },
  { path: '/admin', action: 'reader.manage' },
];

/** The first page that this session may open. */
export function homeOf(session: Session): Place['path'] | null {
  return places.find((place) => session.actions.includes(place.action))?.path ?? null;
}
