import {
  viewCountsSchema,
  viewListSchema,
  viewSchema,
  type SaveView,
  type View,
  type ViewCounts,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

export const viewsKey = ['worklist-views'] as const;
export const viewCountsKey = ['worklist-view-counts'] as const;

export async function fetchViews(signal: AbortSignal): Promise<View[]> {
  return (await request('/api/v1/views', viewListSchema, { signal })).views;
}

export function fetchViewCounts(signal: AbortSignal): Promise<ViewCounts> {
  return request('/api/v1/views/counts', viewCountsSchema, { signal });
}

/** A new view, or the one with this id as it is to be from now on. */
export function saveView(input: SaveView, id?: string): Promise<View> {
  return request(id === undefined ? '/api/v1/views' : `/api/v1/views/${id}`, viewSchema, {
    method: id === undefined ? 'POST' : 'PUT',
    body: input,
  });
}

export function deleteView(id: string): Promise<void> {
  return command(`/api/v1/views/${id}`, { method: 'DELETE' });
}
