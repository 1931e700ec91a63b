import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { FairnessScreen } from '@/features/fairness';

export const metadata: Metadata = { title: 'Fairness' };

export default function Page() {
  return (
    <RequireAction action="fairness.read">
      <FairnessScreen />
    </RequireAction>
  );
}
