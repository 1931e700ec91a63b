import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ReadersScreen } from '@/features/readers';

export const metadata: Metadata = { title: 'Readers' };

export default function Page() {
  return (
    <RequireAction action="reader.manage">
      <ReadersScreen />
    </RequireAction>
  );
}
