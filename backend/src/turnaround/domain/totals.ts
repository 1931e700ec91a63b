import type { IntervalExclusion, TurnaroundGroupBy } from '@firstread/contract';
import { groupBy } from '../../platform/index.js';
import { QuantileSketch } from './quantile-sketch.js';
import { takenTogether, type Cell, type Count } from './roll-up.js';
import type { Facets } from './timeline.js';
import { NumberReader, NumberWriter } from './whole-numbers.js';

export const FACETS = ['site', 'modality', 'orderClass', 'aiState'] as const satisfies (keyof Facets)[];
export type Facet = (typeof FACETS)[number];

/** The facets that a total tells apart, in the order of `FACETS`; of the others it holds all. */
export type Stated = readonly Facet[];

/** Every choice of facets, those that tell most apart first. */
export const CHOICES: readonly Stated[] = FACETS.reduce<Stated[]>(
  (all, facet) => [...all, ...all.map((one) => [...one, facet])],
  [[]],
).sort((one, other) => other.length - one.length);

/** What a day holds, as a cell that begins with it, and what each of its hours does. */
export interface DayTotal {
  day: Cell;
  hours: HourCount[];
}

export type HourCount = Count & Pick<Cell, 'hour'>;

/** The totals of every choice of facets. `dayOf` says when the day began that an hour of a stage is in. */
export function dayTotalsOf(
  cells: readonly Cell[],
  dayOf: (cell: Cell) => Date,
): { stated: Stated; totals: DayTotal[] }[] {
  const hourly = new Map<Stated, Cell[]>();
  for (const stated of CHOICES) {
    const finer = [...hourly.keys()].find((one) => isStep(one, stated));
    hourly.set(stated, totalsOf(finer ? (hourly.get(finer) as Cell[]) : cells, stated));
  }
  return [...hourly].map(([stated, hours]) => {
    const days = groupBy(hours, (cell) => keyOf({ ...cell, hour: dayOf(cell) }, stated));
    return { stated, totals: [...days.values()].map((group) => dayTotalOf(group, dayOf)) };
  });
}

/** Whether `finer` tells one facet more apart. */
function isStep(finer: Stated, stated: Stated): boolean {
  return finer.length === stated.length + 1 && stated.every((facet) => finer.includes(facet));
}

function dayTotalOf(hours: Cell[], dayOf: (cell: Cell) => Date): DayTotal {
  const [first] = hours as [Cell];
  return { day: { ...first, hour: dayOf(first), ...takenTogether(hours) }, hours };
}

/** Cells taken together by their hour and by the facets stated. What is not stated is empty. */
function totalsOf(cells: readonly Cell[], stated: Stated): Cell[] {
  const groups = groupBy(cells, (cell) => keyOf(cell, stated));
  return [...groups.values()].map((group) => totalOf(group, stated));
}

function keyOf(cell: Cell, stated: Stated): string {
  return [cell.stage, cell.hour.getTime(), ...stated.map((facet) => cell[facet])].join('\n');
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

/** The facets that totals must tell apart to answer a question. */
export function statedFor(
  by: TurnaroundGroupBy,
  filters: Partial<Record<Facet, string | undefined>>,
): Stated {
  return FACETS.filter((facet) => facet === by || filters[facet] !== undefined);
}

const MINUTE_MS = 60_000;

/** The hours of a day, without its date. */
export function hoursToBytes(day: Date, hours: readonly HourCount[]): Buffer {
  const writer = new NumberWriter();
  for (const { hour, n, fallbacks, maxSeconds, excluded, sketch } of [...hours].sort(byHour)) {
    const reasons = Object.entries(excluded).sort(([one], [other]) => (one < other ? -1 : 1));
    writer.whole((hour.getTime() - day.getTime()) / MINUTE_MS).whole(n);
    writer.whole(fallbacks).whole(maxSeconds === null ? 0 : Math.round(maxSeconds * 1000) + 1);
    writer.whole(reasons.length);
    for (const [reason, count] of reasons) writer.text(reason).whole(count);
    writer.bytes(sketch.toBytes());
  }
  return writer.toBytes();
}

export function hoursFromBytes(day: Date, bytes: Uint8Array): HourCount[] {
  const reader = new NumberReader(bytes);
  const hours: HourCount[] = [];
  while (reader.more) {
    const hour = new Date(day.getTime() + reader.whole() * MINUTE_MS);
    const [n, fallbacks, most, reasons] = [reader.whole(), reader.whole(), reader.whole(), reader.whole()];
    const excluded: Count['excluded'] = {};
    for (let one = 0; one < reasons; one += 1) excluded[reader.text() as IntervalExclusion] = reader.whole();
    const sketch = QuantileSketch.fromBytes(bytes, ...reader.passBytes());
    hours.push({ hour, n, fallbacks, excluded, maxSeconds: most === 0 ? null : (most - 1) / 1000, sketch });
  }
  return hours;
}

function byHour(one: HourCount, other: HourCount): number {
  return one.hour.getTime() - other.hour.getTime();
}
