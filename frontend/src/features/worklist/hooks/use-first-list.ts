'use client';
import { useEffect } from 'react';
import { useListSettings } from './use-list-settings';
import { useWindowFrom } from './use-width';
import { useWorklist } from './use-worklist';

/** Two lists side by side need so much. */
const TWO_LISTS_FROM = 1600;
/** A sorted list loads so many studies by itself; its bar says where that is not all. */
const SORTED_ROWS = 2000;

/** The first list as the reader has set it up, and whether there is a second one. */
export function useFirstList() {
  const settings = useListSettings();
  const list = useWorklist(settings.filter);
  const { state, loadMore, loadingMore } = list;
  const departs = settings.sort.length > 0;
  const size = state?.items.size ?? 0;
  const short = departs && !loadingMore && size < SORTED_ROWS;
  useEffect(() => {
    if (short && size > 0) loadMore();
  }, [short, size, loadMore]);
  const roomy = useWindowFrom(TWO_LISTS_FROM);
  const { secondary } = settings.layout;
  const second = settings.views.find(({ id }) => id === secondary.view) ?? settings.views[0];
  return {
    settings,
    list,
    listKey: JSON.stringify([settings.filter, settings.sort]),
    departs,
    roomy,
    second: roomy && secondary.open ? second : undefined,
    toggleSecond: () => settings.change({ secondary: { ...secondary, open: !secondary.open } }),
  };
}
