'use client';
import type { ColumnId, Density, Sort, View, WorklistFilter } from '@firstread/contract';
import { useMemo } from 'react';
import { orderOf } from '../model/sort';
import { useLayout } from './use-layout';
import { useViews } from './use-views';

const everything: WorklistFilter = {};
const readingOrder: Sort = [];
const ALL = 'all';

/** The filter as it is kept: null where it is the view's own. */
function departure<T>(value: T, own: T): T | null {
  return JSON.stringify(value) === JSON.stringify(own) ? null : value;
}

/** What the first list shows and how: the view, what the reader changed of it, columns and row height. */
export function useListSettings() {
  const { layout, change, known } = useLayout();
  const { views, failed, counts, reload } = useViews();
  const view: View | undefined = views.find(({ id }) => id === layout.view) ?? views[0];
  const ownFilter = view?.filter ?? everything;
  const ownSort = view?.sort ?? readingOrder;
  const sort = layout.sort ?? ownSort;
  const order = useMemo(() => orderOf(sort), [sort]);
  // A list that waits for its view shows nothing else meanwhile; if there are no views to be had, it shows all.
  const filter =
    known && (view || failed || layout.view === ALL || layout.filter) ? (layout.filter ?? ownFilter) : null;
  return {
    layout,
    change,
    views,
    view,
    counts,
    reload,
    /** Null until it is known. */
    filter,
    sort,
    order,
    columns: layout.columns ?? view?.columns ?? null,
    modified: layout.filter !== null || layout.sort !== null,
    choose: (id: string) => change({ view: id, filter: null, sort: null }),
    setFilter: (next: WorklistFilter) => change({ filter: departure(next, ownFilter) }),
    setSort: (next: Sort) => change({ sort: departure(next, ownSort) }),
    setColumns: (columns: ColumnId[] | null) => change({ columns }),
    setDensity: (density: Density) => change({ density }),
  };
}

export type ListSettings = ReturnType<typeof useListSettings>;
