import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { AlertSettingsScreen } from '@/features/alerts';

export const metadata: Metadata = { title: 'Alerts' };

export default function Page() {
  return (
    <RequireAction action="alert.configure">
      <AlertSettingsScreen />
    </RequireAction>
  );
}
