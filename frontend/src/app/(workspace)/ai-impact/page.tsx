import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { AiImpactScreen } from '@/features/ai-impact';

export const metadata: Metadata = { title: 'AI impact' };

export default function Page() {
  return (
    <RequireAction action="turnaround.read">
      <AiImpactScreen />
    </RequireAction>
  );
}
