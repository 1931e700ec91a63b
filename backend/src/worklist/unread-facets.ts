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

/** Counts for any number of filters, from one look at the unread studies. */
@Injectable()
export class UnreadFacets {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async groups(): Promise<FacetGroup[]> {
    const { text, values } = facetsSql(this.clock.now());
    return this.dataSource.query<FacetGroup[]>(text, values);
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
