import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { QuarantineScreen } from '@/features/quarantine';

export const metadata: Metadata = { title: 'Quarantine' };

export default function Page() {
  return (
    <RequireAction action="quarantine.read">
      <QuarantineScreen />
    </RequireAction>
  );
}
