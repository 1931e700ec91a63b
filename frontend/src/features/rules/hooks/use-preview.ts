'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Department, ReadingRules } from '@firstread/contract';
import { fetchPreview, rulesKeys } from '../api/rules';

const SETTLE_MS = 400;

/** The value once it has stood for a moment: a number that is being typed is not asked about. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function usePreview(rules: ReadingRules, department: Partial<Department>) {
  const [settledRules, settledDepartment] = [useSettled(rules), useSettled(department)];
  return useQuery({
    queryKey: rulesKeys.preview(settledRules, settledDepartment),
    queryFn: ({ signal }) => fetchPreview(settledRules, settledDepartment, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
