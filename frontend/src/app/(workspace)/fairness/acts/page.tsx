import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ActsScreen } from '@/features/fairness';

export const metadata: Metadata = { title: 'Acts of a reader' };

export default function Page() {
  return (
    <RequireAction action="fairness.read">
      <ActsScreen />
    </RequireAction>
  );
}
