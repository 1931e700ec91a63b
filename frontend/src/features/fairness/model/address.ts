import {
  fairnessQuerySchema,
  listHistoryQuerySchema,
  readerActsQuerySchema,
  type FairnessQuery,
  type ReaderActKind,
  type ReaderActsQuery,
} from '@firstread/contract';

const DAY_MS = 86_400_000;
const DAYS = 7;

/** The days that an address names; else the last seven. */
export function daysIn(search: string, today: string): FairnessQuery {
  const { data } = fairnessQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(search)));
  const first = Date.parse(`${today}T00:00:00Z`) - (DAYS - 1) * DAY_MS;
  return data ?? { from: new Date(first).toISOString().slice(0, 10), to: today };
}

export function queryOf(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

export function fairnessAddress({ from, to }: FairnessQuery): string {
  return `/fairness?${queryOf({ from, to })}`;
}

export function actsAddress({ from, to }: FairnessQuery, reader: string, what: ReaderActKind): string {
  return `/fairness/acts?${queryOf({ from, to, reader, what })}`;
}

/** What the address of the page of acts asks for; null where it is not a question. */
export function actsQueryIn(search: string): ReaderActsQuery | null {
  const parsed = readerActsQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(search)));
  return parsed.data ?? null;
}

/** A moment of the list, whose list it is asked as, null for everybody's, and the study that is followed. */
export interface Moment {
  at: string;
  reader: string | null;
  study: string | null;
}

/** The moment that an address names; else `now`. */
export function momentIn(search: string, now: string): Moment {
  const parameters = new URLSearchParams(search);
  const { at, reader, study } = listHistoryQuerySchema.shape;
  return {
    at: at.safeParse(parameters.get('at')).data ?? now,
    reader: reader.safeParse(parameters.get('reader')).data ?? null,
    study: study.safeParse(parameters.get('study')).data ?? null,
  };
}

export function momentQuery({ at, reader, study }: Moment): string {
  return queryOf({ at, ...(reader === null ? {} : { reader }), ...(study === null ? {} : { study }) });
}

export function historyAddress(moment: Moment): string {
  return `/list-history?${momentQuery(moment)}`;
}

/** The list that an act was done on, as it was just before, and the place of its study. */
export function listBefore(at: string, reader: string, study: string): string {
  return historyAddress({ at: new Date(Date.parse(at) - 1).toISOString(), reader, study });
}
