import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { ModelScreen } from '@/features/models';

export const metadata: Metadata = { title: 'Model' };

export default async function Page({ params }: { params: Promise<{ id: string; version: string }> }) {
  const { id, version } = await params;
  return (
    <RequireAction action="model.read">
      <ModelScreen
        key={`${id} ${version}`}
        id={decodeURIComponent(id)}
        version={decodeURIComponent(version)}
      />
    </RequireAction>
  );
}
