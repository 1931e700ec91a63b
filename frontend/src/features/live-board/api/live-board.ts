import { liveBoardSchema, type LiveBoard } from '@firstread/contract';
import { request } from '@/lib/api/http';

export const boardKey = ['live-board'] as const;

export function fetchBoard(signal: AbortSignal): Promise<LiveBoard> {
  return request('/api/v1/live-board', liveBoardSchema, { signal });
}
