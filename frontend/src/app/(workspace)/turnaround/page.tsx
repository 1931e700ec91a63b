import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { TurnaroundScreen } from '@/features/turnaround';

export const metadata: Metadata = { title: 'Turnaround' };

export default function Page() {
  return (
    <RequireAction action="turnaround.read">
      <TurnaroundScreen />
    </RequireAction>
  );
}
