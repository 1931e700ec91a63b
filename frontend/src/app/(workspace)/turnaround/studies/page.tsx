import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { TurnaroundStudiesScreen } from '@/features/turnaround';

export const metadata: Metadata = { title: 'Studies behind a figure' };

export default function Page() {
  return (
    <RequireAction action="turnaround.read">
      <TurnaroundStudiesScreen />
    </RequireAction>
  );
}
