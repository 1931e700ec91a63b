import { turnaroundStudiesQuerySchema, type TurnaroundStudiesQuery } from '@firstread/contract';
import { addressOf, placeIn } from './place';

/** What the address of the page of studies asks for; null where it is not a question. */
export function studiesQueryIn(search: string): TurnaroundStudiesQuery | null {
  const parsed = turnaroundStudiesQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(search)));
  return parsed.data ?? null;
}

/** Where the figure stands that led here. */
export function figureAddress(search: string): string {
  return addressOf(placeIn(new URLSearchParams(search).get('back') ?? search));
}

/** As the server is asked. */
export function studiesQuery(search: string): string {
  const parameters = new URLSearchParams(search);
  parameters.delete('back');
  return parameters.toString();
}

/** The same with another choice of which. */
export function withState(search: string, state: string | null): string {
  const parameters = new URLSearchParams(search);
  if (state === null) parameters.delete('state');
  else parameters.set('state', state);
  return `/turnaround/studies?${parameters.toString()}`;
}
