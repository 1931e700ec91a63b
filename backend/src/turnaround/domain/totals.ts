import type { TurnaroundGroupBy } from '@firstread/contract';
import { groupBy } from '../../platform/index.js';
import { takenTogether, type Cell } from './roll-up.js';
import type { Facets } from './timeline.js';

export const FACETS = ['site', 'modality', 'orderClass', 'aiState'] as const satisfies (keyof Facets)[];
export type Facet = (typeof FACETS)[number];

/** How long the time is that a total is of. */
export type Span = 'hour' | 'day';

/** Facets that totals of an hour tell apart at once; those of a day tell any of them apart. */
export const HOURLY_FACETS = 1;

/** The facets that a total tells apart, in the order of `FACETS`; of the others it holds all. */
export type Stated = readonly Facet[];

/** Every choice of at most so many facets. */
export function choicesOf(most: number): Stated[] {
  return FACETS.reduce<Stated[]>((all, facet) => [...all, ...all.map((one) => [...one, facet])], [[]]).filter(
    ({ length }) => length <= most,
  );
}

/** Cells taken together by when they begin and by the facets stated. What is not stated is empty. */
export function totalsOf(cells: readonly Cell[], stated: Stated): Cell[] {
  const keyOf = (cell: Cell) =>
    [cell.stage, cell.hour.getTime(), ...stated.map((facet) => cell[facet])].join('\n');
  return [...groupBy(cells, keyOf).values()].map((group) => totalOf(group, stated));
}

function totalOf(cells: readonly Cell[], stated: Stated): Cell {
  const [first] = cells as [Cell];
  const told = (facet: Facet) => (stated.includes(facet) ? first[facet] : '');
  return {
    stage: first.stage,
    hour: first.hour,
    site: told('site'),
    modality: told('modality'),
    orderClass: told('orderClass') as Facets['orderClass'],
    aiState: told('aiState') as Facets['aiState'],
    ...takenTogether(cells),
  };
}

/** The totals that answer a question on whole days; undefined where only the cells of hours do. */
export function totalsFor(
  by: TurnaroundGroupBy,
  filters: Partial<Record<Facet, string | undefined>>,
): { span: Span; stated: Stated } | undefined {
  const stated = FACETS.filter((facet) => facet === by || filters[facet] !== undefined);
  if (by !== 'hourOfWeek' && by !== 'shift' && by !== 'load') return { span: 'day', stated };
  return stated.length <= HOURLY_FACETS ? { span: 'hour', stated } : undefined;
}
