import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { WorklistPage } from './worklist-page';

export const metadata: Metadata = { title: 'Worklist' };

export default function Page() {
  return (
    <RequireAction action="worklist.read">
      <WorklistPage />
    </RequireAction>
  );
}
