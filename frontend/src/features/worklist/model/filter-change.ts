import type { WorklistFilter } from '@firstread/contract';

type ListPart = 'modalities' | 'sites' | 'orderClasses';

export function without(filter: WorklistFilter, part: keyof WorklistFilter): WorklistFilter {
  const { [part]: _left, ...rest } = filter;
  return rest;
}

/** The filter with a value taken into a list of it, or out of it; a list without values asks for nothing. */
export function withValue<K extends ListPart>(
  filter: WorklistFilter,
  part: K,
  value: NonNullable<WorklistFilter[K]>[number],
  chosen: boolean,
): WorklistFilter {
  const others: string[] = (filter[part] ?? []).filter((one) => one !== value);
  const values = chosen ? [...others, value].sort() : others;
  return values.length === 0 ? without(filter, part) : { ...filter, [part]: values };
}
