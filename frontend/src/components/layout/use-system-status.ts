'use client';
import { systemStatusSchema } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api/http';
import { useMay } from '@/lib/auth/session';
import { syncServerClock } from '@/lib/clock/server-clock';

/** The state of AI and reception for the frame; null while unknown. */
export function useSystemStatus() {
  const may = useMay('system.read');
  const query = useQuery({
    queryKey: ['system', 'status'],
    queryFn: async ({ signal }) => {
      const status = await request('/api/v1/system/status', systemStatusSchema, { signal });
      syncServerClock(status.serverTime);
      return status;
    },
    refetchInterval: 4000,
    retry: false,
    enabled: may,
  });
  return { status: query.isError ? null : (query.data ?? null), may };
}
