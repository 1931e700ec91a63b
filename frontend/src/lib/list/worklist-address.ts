import { sortSchema, worklistFilterSchema, type WorklistLayout } from '@firstread/contract';

/** What of the page's state stands in its address, so that a link shows the same list. Never a search: it names patients. */
export type Place = Pick<WorklistLayout, 'view' | 'filter' | 'sort'>;

/** The place that an address names; null where it names none. What cannot be read is as if it were not there. */
export function placeIn(search: string): Place | null {
  const parameters = new URLSearchParams(search);
  const view = parameters.get('view');
  if (view === null || view.length > 64) return null;
  const filter = worklistFilterSchema.safeParse(parsed(parameters.get('filter')));
  const sort = sortSchema.safeParse(parsed(parameters.get('sort')));
  return { view, filter: filter.data ?? null, sort: sort.data ?? null };
}

export function addressOf({ view, filter, sort }: Place): string {
  const parameters = new URLSearchParams({ view });
  if (filter) parameters.set('filter', JSON.stringify(filter));
  if (sort) parameters.set('sort', JSON.stringify(sort));
  return `?${parameters.toString()}`;
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
