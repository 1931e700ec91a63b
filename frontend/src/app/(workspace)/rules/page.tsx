import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { RulesScreen } from '@/features/rules';

export const metadata: Metadata = { title: 'Rules' };

export default function Page() {
  return (
    <RequireAction action="rules.read">
      <RulesScreen />
    </RequireAction>
  );
}
