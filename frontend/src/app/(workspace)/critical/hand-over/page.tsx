import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { HandOverScreen } from '@/features/critical';

export const metadata: Metadata = { title: 'Hand over critical results' };

export default function Page() {
  return (
    <RequireAction action="critical.write">
      <HandOverScreen />
    </RequireAction>
  );
}
