import { peerListSchema, type PeerList } from '@firstread/contract';
import { request } from './http';

export const peersKey = ['peers'] as const;

export function fetchPeers(signal: AbortSignal): Promise<PeerList> {
  return request('/api/v1/peers', peerListSchema, { signal });
}
