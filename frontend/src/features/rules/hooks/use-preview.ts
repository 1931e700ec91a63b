'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Department, ReadingRules } from '@firstread/contract';
import { useSettled } from '@/lib/query/use-settled';
import { fetchPreview, rulesKeys } from '../api/rules';

export function usePreview(rules: ReadingRules, department: Partial<Department>) {
  const [settledRules, settledDepartment] = [useSettled(rules), useSettled(department)];
  return useQuery({
    queryKey: rulesKeys.preview(settledRules, settledDepartment),
    queryFn: ({ signal }) => fetchPreview(settledRules, settledDepartment, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
