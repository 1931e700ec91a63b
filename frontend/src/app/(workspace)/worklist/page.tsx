import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { WorklistScreen } from '@/features/worklist';

export const metadata: Metadata = { title: 'Worklist' };

export default function Page() {
  return (
    <RequireAction action="worklist.read">
      <WorklistScreen />
    </RequireAction>
  );
}
