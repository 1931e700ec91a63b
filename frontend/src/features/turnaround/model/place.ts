import {
  turnaroundPlaceSchema,
  type TurnaroundGroupBy,
  type TurnaroundPeriod,
  type TurnaroundPlace,
  type TurnaroundStudiesQuery,
} from '@firstread/contract';

/** A place with its days. */
export interface Asked {
  place: TurnaroundPlace;
  /** YYYY-MM-DD, by the calendar of the site. */
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
const NAMES = ['stage', 'site', 'modality', 'orderClass', 'aiState', 'groupBy', 'curvesBy', 'heat'] as const;
const FILTERS = ['site', 'modality', 'orderClass', 'aiState'] as const;

/** The place that an address names. What cannot be read is as if it were not there. */
export function placeIn(search: string): TurnaroundPlace {
  const parameters = new URLSearchParams(search);
  const said = NAMES.map((name) => [name, parameters.get(name)] as const).filter(
    ([, value]) => value !== null,
  );
  const parts = [...said.map(([name, value]) => ({ [name]: value })), { period: periodIn(parameters) }];
  const readable = parts.filter((part) => turnaroundPlaceSchema.safeParse(part).success);
  return turnaroundPlaceSchema.parse(Object.assign({}, ...readable));
}

function periodIn(parameters: URLSearchParams): unknown {
  const [from, to, days] = [parameters.get('from'), parameters.get('to'), parameters.get('days')];
  if (from !== null && to !== null) return { from, to };
  return days === null ? undefined : { days: Number(days) };
}

export function addressOf({ period, ...place }: TurnaroundPlace): string {
  const parameters = new URLSearchParams();
  for (const name of NAMES) if (place[name] !== undefined) parameters.set(name, place[name]);
  for (const [name, value] of Object.entries(period)) parameters.set(name, String(value));
  return `/turnaround?${parameters.toString()}`;
}

export function askedOf(place: TurnaroundPlace, today: string): Asked {
  return { place, ...daysOf(place.period, today) };
}

function daysOf(period: TurnaroundPeriod, today: string): Pick<Asked, 'from' | 'to'> {
  if (!('days' in period)) return period;
  const first = Date.parse(`${today}T00:00:00Z`) - (period.days - 1) * DAY_MS;
  return { from: new Date(first).toISOString().slice(0, 10), to: today };
}

export function periodQuery({ from, to }: Pick<Asked, 'from' | 'to'>): string {
  return new URLSearchParams({ from, to }).toString();
}

type More = Partial<Pick<TurnaroundStudiesQuery, 'key' | 'state'>> & { groupBy: TurnaroundGroupBy };

/** As the server is asked. */
export function selectionQuery({ place, from, to }: Asked, more: More): string {
  const parameters = new URLSearchParams({ stage: place.stage, from, to });
  for (const name of FILTERS) if (place[name] !== undefined) parameters.set(name, place[name]);
  for (const [name, value] of Object.entries(more)) if (value !== undefined) parameters.set(name, value);
  return parameters.toString();
}

/** The page of the studies of a group, or of all; their days are fixed, so that the link shows the same tomorrow. `back` is what the page of figures showed. */
export function studiesAddress(asked: Asked, more: More): string {
  const back = addressOf(asked.place).replace(/^.*\?/, '');
  return `/turnaround/studies?${selectionQuery(asked, more)}&${new URLSearchParams({ back }).toString()}`;
}
