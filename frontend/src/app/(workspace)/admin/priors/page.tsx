import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { PriorsScreen } from '@/features/routing';

export const metadata: Metadata = { title: 'Priors' };

export default function Page() {
  return (
    <RequireAction action="routing.read">
      <PriorsScreen />
    </RequireAction>
  );
}
