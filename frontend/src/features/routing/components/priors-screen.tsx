'use client';
import { WithPeers } from '@/components/list/with-peers';
import { Fetches } from './fetches';
import { PriorSources } from './prior-sources';

/** Where priors are fetched from, and how that goes. */
export function PriorsScreen() {
  return (
    <>
      <WithPeers>{(peers) => <PriorSources peers={peers} />}</WithPeers>
      <Fetches />
    </>
  );
}
