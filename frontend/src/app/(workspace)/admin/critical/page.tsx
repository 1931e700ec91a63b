import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { CriticalSettingsScreen } from '@/features/critical';

export const metadata: Metadata = { title: 'Critical results' };

export default function Page() {
  return (
    <RequireAction action="critical.configure">
      <CriticalSettingsScreen />
    </RequireAction>
  );
}
