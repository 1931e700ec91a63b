'use client';
import { WithPeers } from '@/components/list/with-peers';
import { Deliveries } from './deliveries';
import { Rules } from './rules';

/** What is sent by itself, and how that goes. */
export function ForwardingScreen() {
  return (
    <WithPeers>
      {(peers) => (
        <>
          <Rules peers={peers} />
          <Deliveries peers={peers} />
        </>
      )}
    </WithPeers>
  );
}
