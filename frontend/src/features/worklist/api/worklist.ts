import {
  markedReadingSchema,
  worklistItemSchema,
  worklistPageSchema,
  type MarkReading,
  type OrderClass,
  type WorklistFilter,
  type WorklistItem,
  type WorklistPage,
} from '@firstread/contract';
import { request } from '@/lib/api/http';
import { forgetClaim, rememberClaim, tokenOf } from '@/lib/claims/claims';
import { syncServerClock } from '@/lib/clock/server-clock';

export const worklistKey = ['worklist'] as const;
export const PAGE_SIZE = 200;

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
export async function markRead(item: WorklistItem): Promise<WorklistItem> {
  const claimToken = tokenOf(item.studyInstanceUid);
  return mark(item, { reading: 'read', ...(claimToken ? { claimToken } : {}) });
}

/** Takes it back; the reader holds the study again where they held it before. */
export async function markUnread(item: WorklistItem, claimAgain: boolean): Promise<WorklistItem> {
  return mark(item, { reading: 'unread', claimAgain });
}

async function mark(
  { studyInstanceUid: uid, version }: WorklistItem,
  change: Omit<MarkReading, 'expectedVersion'>,
): Promise<WorklistItem> {
  const body = { ...change, expectedVersion: version };
  const { item, token } = await request(`/api/v1/worklist/${uid}/reading`, markedReadingSchema, {
    method: 'PUT',
    body,
  });
  if (token === null) forgetClaim(uid);
  else rememberClaim(uid, token);
  return item;
}
