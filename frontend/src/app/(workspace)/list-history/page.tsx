import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ListHistoryScreen } from '@/features/fairness';

export const metadata: Metadata = { title: 'List of a moment' };

export default function Page() {
  return (
    <RequireAction action="listHistory.read">
      <ListHistoryScreen />
    </RequireAction>
  );
}
