import type { ObjectCollector } from '../../../archive/index.js';
import type { ReceivedDataset } from './received-dataset.js';
import type { StoreStatus } from './status.js';

/** What an association does behind the protocol. */
export interface PeerAssociation {
  /** Stores the dataset that was announced as this SOP instance. */
  store(sopInstanceUid: string, dataset: ReceivedDataset): Promise<StoreStatus>;
  close(): Promise<void>;
}

/** What the protocol asks of the door: who we are, what fits, and whether the peer may come in. */
export interface StoreDoor {
  readonly aeTitle: string;
  /** Collects the datasets of one association, one after the other. */
  collector(): ObjectCollector;
  /** Throws where the policy refuses the peer. */
  open(callingAeTitle: string, address: string): Promise<PeerAssociation>;
}
