import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { WarmViewer } from '@/features/study';
import { WorklistScreen } from '@/features/worklist';

export const metadata: Metadata = { title: 'Worklist' };

export default function Page() {
  return (
    <RequireAction action="worklist.read">
      <WorklistScreen />
      <WarmViewer />
    </RequireAction>
  );
}
