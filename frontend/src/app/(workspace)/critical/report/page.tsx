import type { Metadata } from 'next';
import { criticalReportQuerySchema } from '@firstread/contract';
import { RequireAction } from '@/components/layout/no-rights';
import { CriticalReportScreen } from '@/features/critical';

export const metadata: Metadata = { title: 'Report on critical results' };

interface Props {
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function Page({ searchParams }: Props) {
  const period = criticalReportQuerySchema.safeParse(await searchParams);
  return (
    <RequireAction action="critical.report">
      <CriticalReportScreen asked={period.data ?? null} />
    </RequireAction>
  );
}
