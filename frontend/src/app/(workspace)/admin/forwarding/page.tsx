import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ForwardingScreen } from '@/features/routing';

export const metadata: Metadata = { title: 'Forwarding' };

export default function Page() {
  return (
    <RequireAction action="routing.read">
      <ForwardingScreen />
    </RequireAction>
  );
}
