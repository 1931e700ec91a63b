import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { PeerLearningScreen } from '@/features/peer-learning';

export const metadata: Metadata = { title: 'Peer learning' };

export default function Page() {
  return (
    <RequireAction action="learning.read">
      <PeerLearningScreen />
    </RequireAction>
  );
}
