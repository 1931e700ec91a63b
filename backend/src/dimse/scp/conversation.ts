import type { PeerService } from '@firstread/contract';
import type { Principal } from '../../identity/index.js';
import type { PeerRecord } from '../../peers/index.js';

/** One association as the services see it: who is on the other end, and what it may do. */
export interface Conversation {
  readonly callingAeTitle: string;
  /** AE title and address, for provenance and the audit trail. */
  readonly source: string;
  readonly principal: Principal;
  /** Null for an AE title that is no peer. */
  readonly peer: PeerRecord | null;
  readonly services: ReadonlySet<PeerService>;
}
