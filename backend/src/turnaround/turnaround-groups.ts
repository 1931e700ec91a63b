import type { TurnaroundGroupBy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { Clock, groupBy } from '../platform/index.js';
import { groupKeyOf } from './domain/figures.js';
import { loadBandOf } from './domain/load.js';
import type { Cell } from './domain/roll-up.js';
import { IntervalPages, type Part } from './interval-pages.js';
import { Loads } from './loads.js';
import { RollUps, type Selection } from './roll-ups.js';

/** What a group holds: counted hours, and how long each open interval has lasted in seconds. */
export interface Group {
  key: string;
  cells: Cell[];
  openSeconds: number[];
}

export interface Grouping {
  by: TurnaroundGroupBy;
  /** Of the site, IANA. */
  timeZone: string;
}

type Placed = Parameters<typeof groupKeyOf>[0];

/** Intervals of a selection, by groups. */
@Injectable()
export class TurnaroundGroups {
  constructor(
    private readonly rollUps: RollUps,
    private readonly pages: IntervalPages,
    private readonly loads: Loads,
    private readonly clock: Clock,
  ) {}

  /** By their key; hours of the week by number. */
  async of(selection: Selection, grouping: Grouping): Promise<Group[]> {
    const [cells, open] = await Promise.all([this.rollUps.cells(selection), this.rollUps.open(selection)]);
    const keyOf = await this.keyOf(grouping, [...cells, ...open]);
    const now = this.clock.now().getTime();
    const [cellsOf, openOf] = [groupBy(cells, keyOf), groupBy(open, keyOf)];
    return [...new Set([...cellsOf.keys(), ...openOf.keys()])].sort(byNumber).map((key) => ({
      key,
      cells: cellsOf.get(key) ?? [],
      openSeconds: (openOf.get(key) ?? []).map(
        ({ startedAt }) => Math.max(0, now - startedAt.getTime()) / 1000,
      ),
    }));
  }

  /** The one group that has this key. */
  async partOf(selection: Selection, grouping: Grouping, key: string): Promise<Part> {
    const { by } = grouping;
    switch (by) {
      case 'none':
        return { selection, hours: null };
      case 'site':
      case 'modality':
      case 'orderClass':
      case 'aiState': {
        const known = selection[by];
        const other = known !== undefined && known !== key;
        return { selection: { ...selection, [by]: key }, hours: other ? [] : null };
      }
      case 'day':
      case 'hourOfWeek':
      case 'shift':
      case 'load': {
        const placed = (await this.pages.hours(selection)).map((hour) => ({ hour }) as Placed);
        const keyOf = await this.keyOf(grouping, placed);
        return { selection, hours: placed.filter((one) => keyOf(one) === key).map(({ hour }) => hour) };
      }
    }
  }

  private async keyOf(
    { by, timeZone }: Grouping,
    placed: readonly Placed[],
  ): Promise<(one: Placed) => string> {
    if (by !== 'load') return (one) => groupKeyOf(one, by, timeZone);
    const waiting = await this.loads.waitingAt(placed.map(({ hour }) => hour));
    return ({ hour }) => loadBandOf(waiting.get(hour.getTime()) ?? 0);
  }
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
