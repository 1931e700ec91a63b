'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTimeZone } from '@/lib/auth/session';
import { fetchRulesInForce, rulesInForceKey } from '@/lib/rules/rules-in-force';
import type { Asked } from '../model/place';
import { STAGE_WITH_TARGET, targetsOf, type Targets } from '../model/target';

/** Targets of the reading rules; null for a stage that has none, and until they are here. */
export function useTargets({ place: { stage } }: Asked): Targets | null {
  const timeZone = useTimeZone();
  const { data } = useQuery({
    queryKey: rulesInForceKey,
    queryFn: ({ signal }) => fetchRulesInForce(signal),
    enabled: stage === STAGE_WITH_TARGET,
    staleTime: 60_000,
  });
  return useMemo(
    () => (data && stage === STAGE_WITH_TARGET ? targetsOf(data, timeZone) : null),
    [data, stage, timeZone],
  );
}
