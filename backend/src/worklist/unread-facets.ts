import { setTimeout as wait } from 'node:timers/promises';
import { passes, type Facets, type WorklistFilter } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';
import { facetsSql } from './filter.sql.js';

/** Unread studies that no filter tells apart. */
export interface FacetGroup extends Facets {
  count: number;
}

export interface FilteredCounts {
  unread: number;
  stat: number;
  overdue: number;
}

/** A claim may run out while nothing is committed. */
const KEPT_MS = 2000;
/** Hundreds of pages ask for the counts of their views whenever something changes. */
const REST_MS = 500;

interface Look {
  snapshot: string;
  at: number;
  groups: Promise<FacetGroup[]>;
}

/**
 * Counts for any number of filters, from one look at the unread studies. Pages that are asked for while nothing is
 * committed share it.
 */
@Injectable()
export class UnreadFacets {
  private last: Look | undefined;
  private next: Promise<FacetGroup[]> | undefined;
  private begun = -Infinity;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async groups(): Promise<FacetGroup[]> {
    const snapshot = await this.snapshot();
    const now = this.clock.now();
    const { last } = this;
    if (last?.snapshot === snapshot && Math.abs(now.getTime() - last.at) < KEPT_MS) return last.groups;
    const { text, values } = facetsSql(now);
    const groups = this.dataSource.query<FacetGroup[]>(text, values);
    const look = { snapshot, at: now.getTime(), groups };
    this.last = look;
    groups.catch(() => {
      if (this.last === look) this.last = undefined;
    });
    return groups;
  }

  /** The same for whoever can wait: everybody who asks within half a second gets one look, taken at its end. */
  async groupsInTurn(): Promise<FacetGroup[]> {
    this.next ??= this.afterRest();
    return this.next;
  }

  private async afterRest(): Promise<FacetGroup[]> {
    await wait(Math.max(0, this.begun + REST_MS - performance.now()));
    this.next = undefined;
    this.begun = performance.now();
    return this.groups();
  }

  /** Another one after every transaction that changed anything (PostgreSQL, Snapshot Information Functions). */
  private async snapshot(): Promise<string> {
    const [row] = await this.dataSource.query<[{ snapshot: string }]>(
      'select pg_current_snapshot()::text as snapshot',
    );
    return row.snapshot;
  }
}

export function countsOf(
  groups: readonly FacetGroup[],
  filter: WorklistFilter,
  readerId: string,
): FilteredCounts {
  const counts = { unread: 0, stat: 0, overdue: 0 };
  for (const group of groups) {
    if (!passes(filter, group, readerId)) continue;
    counts.unread += group.count;
    if (group.orderClass === 'stat') counts.stat += group.count;
    if (group.overdue) counts.overdue += group.count;
  }
  return counts;
}
