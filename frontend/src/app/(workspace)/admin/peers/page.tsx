import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { PeersScreen } from '@/features/peers';

export const metadata: Metadata = { title: 'Peers' };

export default function Page() {
  return (
    <RequireAction action="peer.read">
      <PeersScreen />
    </RequireAction>
  );
}
