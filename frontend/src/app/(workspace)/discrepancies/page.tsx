import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { DiscrepanciesScreen } from '@/features/discrepancies';

export const metadata: Metadata = { title: 'Discrepancies' };

export default function Page() {
  return (
    <RequireAction action="discrepancy.read">
      <DiscrepanciesScreen />
    </RequireAction>
  );
}
