'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WhatIfScenario } from '@firstread/contract';
import { useSettled } from '@/lib/query/use-settled';
import { fetchFormula, formulaKey } from '../api/what-if';

/** The waits of a scenario by formula, asked about once it has stood for a moment. */
export function useFormula(scenario: WhatIfScenario) {
  const settled = useSettled(scenario);
  return useQuery({
    queryKey: formulaKey(settled),
    queryFn: ({ signal }) => fetchFormula(settled, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
