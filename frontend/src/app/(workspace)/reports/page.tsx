import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ReportsScreen } from '@/features/report';

export const metadata: Metadata = { title: 'Reports to sign' };

export default function Page() {
  return (
    <RequireAction action="report.write">
      <ReportsScreen />
    </RequireAction>
  );
}
