'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { syncServerClock } from '@/lib/clock/server-clock';
import { useFeedListener } from '@/lib/realtime/provider';
import { boardKey, fetchBoard } from '../api/live-board';

const REFRESH_MS = 10_000;
/** However much is pushed, the board asks no more often. */
const REST_MS = 3000;

/** The board, asked for again every 10 seconds and soon after anything was pushed. */
export function useBoard() {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const soon = (): void => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: boardKey });
    }, REST_MS);
  };
  useFeedListener({ catchUp: soon, changed: soon, models: soon, alerts: soon, critical: soon });
  return useQuery({
    queryKey: boardKey,
    queryFn: async ({ signal }) => {
      const board = await fetchBoard(signal);
      syncServerClock(board.at);
      return board;
    },
    refetchInterval: REFRESH_MS,
  });
}
