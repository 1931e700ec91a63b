import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { CriticalScreen } from '@/features/critical';

export const metadata: Metadata = { title: 'Critical results' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ show?: string | string[] }>;
}) {
  const { show } = await searchParams;
  return (
    <RequireAction action="critical.read">
      <CriticalScreen show={show === 'done' ? 'done' : 'open'} />
    </RequireAction>
  );
}
