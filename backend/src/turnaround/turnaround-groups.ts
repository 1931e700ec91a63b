import type { TurnaroundGroupBy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { Clock, groupBy } from '../platform/index.js';
import { groupKeys, keyPart, type KeyPart } from './domain/figures.js';
import { loadBandOf } from './domain/load.js';
import { QuantileSketch } from './domain/quantile-sketch.js';
import type { Cell } from './domain/roll-up.js';
import type { Part } from './interval-pages.js';
import { Loads } from './loads.js';
import { RollUps } from './roll-ups.js';
import type { Selection } from './selection.js';
import { Totals } from './totals.js';

/** What a group holds: what was counted, and for how long so far its open intervals have lasted. */
export interface Group {
  key: string;
  cells: Cell[];
  openSeconds: QuantileSketch;
}

export interface Grouping {
  by: TurnaroundGroupBy;
  /** Of the site, IANA. */
  timeZone: string;
}

/** Intervals of a selection, by groups. */
@Injectable()
export class TurnaroundGroups {
  constructor(
    private readonly totals: Totals,
    private readonly rollUps: RollUps,
    private readonly loads: Loads,
    private readonly clock: Clock,
  ) {}

  /** By their key; hours of the week by number. */
  async of(selection: Selection, grouping: Grouping): Promise<Group[]> {
    const { by } = grouping;
    const [cells, open] = await Promise.all([
      this.totals.cells(selection, by),
      this.rollUps.open(selection, by, this.clock.now()),
    ]);
    const keyed = cells.map((cell) => ({ cell, part: keyPart(cell, by) }));
    const keyOf = await this.keyOf(grouping, [
      ...keyed.map(({ part }) => part),
      ...open.map(({ key }) => key),
    ]);
    const cellsOf = groupBy(keyed, ({ part }) => keyOf(part));
    const openOf = groupBy(open, ({ key }) => keyOf(key));
    return [...new Set([...cellsOf.keys(), ...openOf.keys()])].sort(byNumber).map((key) => {
      const openSeconds = QuantileSketch.ofBuckets((openOf.get(key) ?? []).flatMap(({ ages }) => ages));
      return { key, cells: (cellsOf.get(key) ?? []).map(({ cell }) => cell), openSeconds };
    });
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
        const hours = await this.hoursOf(selection);
        const keyOf = await this.keyOf(grouping, hours);
        return { selection, hours: hours.filter((hour) => keyOf(hour) === key) };
      }
    }
  }

  /** Those that hold any. */
  private async hoursOf(selection: Selection): Promise<Date[]> {
    const [cells, open] = await Promise.all([
      this.totals.cells(selection, 'hourOfWeek'),
      this.rollUps.open(selection, 'hourOfWeek', this.clock.now()),
    ]);
    const hours = [...cells.map(({ hour }) => hour), ...open.map(({ key }) => key)];
    const dates = hours.filter((hour) => hour instanceof Date);
    return [...new Map(dates.map((hour) => [hour.getTime(), hour])).values()];
  }

  private async keyOf(
    { by, timeZone }: Grouping,
    parts: readonly KeyPart[],
  ): Promise<(part: KeyPart) => string> {
    if (by !== 'load') return groupKeys(by, timeZone);
    const hours = parts.filter((part) => part instanceof Date);
    const waiting = await this.loads.waitingAt(hours);
    return (hour) => loadBandOf((hour instanceof Date ? waiting.get(hour.getTime()) : 0) ?? 0);
  }
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
