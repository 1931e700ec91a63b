/**
 * What the page can say of its link to the server. Pure: events in, state out. `live` is only said while the
 * server pushes changes; `polling` while the list is fetched instead; `offline` when neither works.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'polling' | 'offline';

export interface Connection {
  status: ConnectionStatus;
  /** When the push link was lost (or first tried), in milliseconds; null while it is up. */
  downSince: number | null;
  /** The last time that the server told anything about the list. */
  lastContact: number | null;
  everLive: boolean;
  pollFailed: boolean;
}

export type ConnectionEvent =
  | { type: 'followed' | 'heard' | 'lost' | 'tick'; now: number }
  | { type: 'fetched' | 'fetchFailed'; now: number };

/** A short break is not worth a change of colour; a longer one is. */
export const GRACE_MS = 4000;

export function initialConnection(now: number): Connection {
  return { status: 'connecting', downSince: now, lastContact: null, everLive: false, pollFailed: false };
}

function statusOf(state: Connection, now: number): ConnectionStatus {
  if (state.downSince === null) return 'live';
  if (state.pollFailed) return 'offline';
  if (now - state.downSince < GRACE_MS) return state.everLive ? 'reconnecting' : 'connecting';
  return 'polling';
}

function apply(state: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'followed':
      return { ...state, downSince: null, everLive: true, pollFailed: false, lastContact: event.now };
    case 'heard':
      return { ...state, lastContact: event.now };
    case 'fetched':
      return { ...state, lastContact: event.now, pollFailed: false };
    case 'fetchFailed':
      // With the push link up, a failed fetch is an error of that fetch, not of the connection.
      return state.downSince === null ? state : { ...state, pollFailed: true };
    case 'lost':
      return state.downSince === null ? { ...state, downSince: event.now } : state;
    case 'tick':
      return state;
  }
}

export function reduceConnection(state: Connection, event: ConnectionEvent): Connection {
  const next = apply(state, event);
  const status = statusOf(next, event.now);
  return status === next.status ? next : { ...next, status };
}
