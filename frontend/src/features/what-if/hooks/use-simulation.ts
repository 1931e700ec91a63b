'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StartSimulation, WhatIfScenario } from '@firstread/contract';
import { cancelSimulation, fetchSimulation, simulationKey, startSimulation } from '../api/what-if';

const POLL_MS = 400;

/** One simulation at a time, its progress and its answer. */
export function useSimulation() {
  const [asked, setAsked] = useState<{ id: string; scenario: WhatIfScenario } | null>(null);
  const start = useMutation({
    mutationFn: (body: StartSimulation) => startSimulation(body),
    onSuccess: ({ id }, { whatIf }) => setAsked({ id, scenario: whatIf }),
  });
  const query = useQuery({
    queryKey: simulationKey(asked?.id ?? ''),
    queryFn: ({ signal }) => fetchSimulation(asked?.id ?? '', signal),
    enabled: asked !== null,
    refetchInterval: ({ state }) =>
      state.error === null && (state.data === undefined || state.data.state === 'running') ? POLL_MS : false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const cancel = useMutation({
    mutationFn: () => (asked ? cancelSimulation(asked.id) : Promise.resolve()),
    onSettled: () => setAsked(null),
  });
  return {
    /** The scenario that the answer is of. */
    scenario: asked?.scenario ?? null,
    simulation: asked ? query.data : undefined,
    running:
      start.isPending ||
      (asked !== null && !query.isError && query.data?.state !== 'done' && query.data?.state !== 'failed'),
    error: start.error ?? (asked ? query.error : null),
    start: (body: StartSimulation) => start.mutate(body),
    cancel: () => cancel.mutate(),
  };
}
