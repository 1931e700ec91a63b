import type { StoredInstance } from '../../archive/index.js';
import { MESSAGE_TRANSFER_SYNTAX_UIDS } from '../../dicom/index.js';
import type { ContextProposal } from './connection.js';

/** Presentation context ids are odd numbers up to 255 (PS3.8 section 9.3.2.2). */
const MOST_CONTEXTS = 128;

/** Instances that one association can carry, with what it has to propose. */
export interface Shipment {
  proposals: ContextProposal[];
  instances: StoredInstance[];
}

/**
 * Divides instances into as few associations as their presentation contexts allow. Each SOP class is proposed in
 * every transfer syntax that its instances are stored in, one context each, so that the receiver can take all of
 * them; uncompressed ones are always among them.
 */
export function shipments(instances: readonly StoredInstance[]): Shipment[] {
  const all: Shipment[] = [];
  let current: { shipment: Shipment; keys: Set<string> } | undefined;
  for (const instance of instances) {
    const contexts = contextsOf(instance);
    const missing = contexts.filter((one) => !current?.keys.has(keyOf(one)));
    if (!current || current.keys.size + missing.length > MOST_CONTEXTS) {
      current = { shipment: { proposals: [], instances: [] }, keys: new Set() };
      all.push(current.shipment);
    }
    for (const one of contexts) {
      if (current.keys.has(keyOf(one))) continue;
      current.keys.add(keyOf(one));
      current.shipment.proposals.push(one);
    }
    current.shipment.instances.push(instance);
  }
  return all;
}

function contextsOf({ sopClassUid, transferSyntaxUid }: StoredInstance): ContextProposal[] {
  const uids = new Set([transferSyntaxUid, ...MESSAGE_TRANSFER_SYNTAX_UIDS]);
  return [...uids].map((uid) => ({ sopClassUid, transferSyntaxUids: [uid] }));
}

function keyOf({ sopClassUid, transferSyntaxUids }: ContextProposal): string {
  return `${sopClassUid} ${transferSyntaxUids.join(' ')}`;
}
