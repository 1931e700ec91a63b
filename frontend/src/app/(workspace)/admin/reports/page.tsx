import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ReportKitScreen } from '@/features/report';

export const metadata: Metadata = { title: 'Reports' };

export default function Page() {
  return (
    <RequireAction action="report.manage">
      <ReportKitScreen />
    </RequireAction>
  );
}
