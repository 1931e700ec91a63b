import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ModelsScreen } from '@/features/models';

export const metadata: Metadata = { title: 'Models' };

export default function Page() {
  return (
    <RequireAction action="model.read">
      <ModelsScreen />
    </RequireAction>
  );
}
