import {
  worklistItemSchema,
  worklistPageSchema,
  type OrderClass,
  type WorklistFilter,
  type WorklistItem,
  type WorklistPage,
} from '@firstread/contract';
import { request } from '@/lib/api/http';
import { forgetClaim, tokenOf } from '@/lib/claims/claims';
import { syncServerClock } from '@/lib/clock/server-clock';

export const worklistKey = ['worklist'] as const;
export const PAGE_SIZE = 200;

const readingAnswer = {
  parse: (input: unknown): WorklistItem =>
    worklistItemSchema.parse(
      typeof input === 'object' && input !== null && 'item' in input ? input.item : input,
    ),
};

export async function fetchPage(
  filter: WorklistFilter,
  after: string | null,
  signal?: AbortSignal,
): Promise<WorklistPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  if (after !== null) query.set('after', after);
  const page = await request(
    `/api/v1/worklist?${query.toString()}`,
    worklistPageSchema,
    signal ? { signal } : {},
  );
  syncServerClock(page.serverTime);
  return page;
}

/** As many pages as are on the screen now, one behind the other. */
export async function fetchPages(
  filter: WorklistFilter,
  count: number,
  signal?: AbortSignal,
): Promise<WorklistPage[]> {
  const pages: WorklistPage[] = [];
  let after: string | null = null;
  do {
    const page: WorklistPage = await fetchPage(filter, after, signal);
    pages.push(page);
    after = page.next;
  } while (after !== null && pages.length < count);
  return pages;
}

export function prioritise(
  item: WorklistItem,
  orderClass: OrderClass,
  reason: string,
): Promise<WorklistItem> {
  return request(`/api/v1/worklist/${item.studyInstanceUid}`, worklistItemSchema, {
    method: 'PATCH',
    body: { orderClass, reason, expectedVersion: item.version },
  });
}

/** Under the claim of this window, which ends with it. */
export async function markReading(item: WorklistItem, reading: 'read' | 'unread'): Promise<WorklistItem> {
  const { studyInstanceUid: uid, version } = item;
  const claimToken = tokenOf(uid);
  const marked = await request(`/api/v1/worklist/${uid}/reading`, readingAnswer, {
    method: 'PUT',
    body: { reading, expectedVersion: version, ...(claimToken ? { claimToken } : {}) },
  });
  forgetClaim(uid);
  return marked;
}
