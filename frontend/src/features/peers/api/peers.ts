import {
  echoResultSchema,
  peerSchema,
  type EchoResult,
  type Peer,
  type PeerInput,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

export function createPeer(input: PeerInput): Promise<Peer> {
  return request('/api/v1/peers', peerSchema, { method: 'POST', body: input });
}

export function changePeer(peer: Peer, input: PeerInput): Promise<Peer> {
  return request(`/api/v1/peers/${peer.id}`, peerSchema, {
    method: 'PUT',
    body: { ...input, expectedVersion: peer.version },
  });
}

export function deletePeer(peer: Peer): Promise<void> {
  return command(`/api/v1/peers/${peer.id}?expectedVersion=${peer.version}`, { method: 'DELETE' });
}

export interface Echo extends EchoResult {
  /** From our request to the answer, both through the server. */
  milliseconds: number;
}

export async function echoPeer(id: string): Promise<Echo> {
  const start = performance.now();
  const result = await request(`/api/v1/peers/${id}/echo`, echoResultSchema, { method: 'POST' });
  return { ...result, milliseconds: Math.round(performance.now() - start) };
}
