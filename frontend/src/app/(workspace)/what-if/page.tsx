import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { WhatIfScreen } from '@/features/what-if';

export const metadata: Metadata = { title: 'What if' };

export default function Page() {
  return (
    <RequireAction action="whatIf.ask">
      <WhatIfScreen />
    </RequireAction>
  );
}
