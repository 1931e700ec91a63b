'use client';
import { useState } from 'react';
import type { PriorStudy, Series, Study } from '@firstread/contract';
import { besidePrior, comparable, firstSeries, hang } from '../model/hanging/hang';
import {
  activate,
  arrange,
  beside,
  content,
  nextLayout,
  only,
  place,
  reformatted,
  withLayout,
  type Arrangement,
  type CellContent,
  type LayoutName,
} from '../model/layout';
import { inListOrder, isDisplayable, isReadable } from '../model/series-order';

const empty = arrange('1x1', []);
const isNarrow = (): boolean => window.matchMedia('(max-width: 767px)').matches;

/** A study hangs once it has images and it is known what priors there are; a result that comes later moves nothing. */
function useHung(study: Study, priors: readonly PriorStudy[] | null) {
  const [arrangement, setArrangement] = useState<Arrangement | null>(null);
  if (arrangement === null && priors !== null) {
    const main = firstSeries(study) ?? study.series.find(isReadable);
    if (main) {
      const hung = isNarrow()
        ? arrange('1x1', [content(study.studyInstanceUid, main.seriesInstanceUid)])
        : hang(study, main, comparable(main, priors));
      setArrangement(hung);
    }
  }
  return [arrangement ?? empty, setArrangement] as const;
}

/** Which series is where, and what a reader changes about it. Only the study and its priors have a place. */
export function useArrangement(study: Study, priors: readonly PriorStudy[] | null) {
  const { studyInstanceUid: uid } = study;
  const [arrangement, set] = useHung(study, priors);
  const { cells, active } = arrangement;
  const current = cells[active] ?? null;
  const studyOf = (studyUid: string): Study | PriorStudy | undefined =>
    studyUid === uid ? study : priors?.find((prior) => prior.studyInstanceUid === studyUid);
  const seriesOf = (cell: CellContent | null): Series | null =>
    (cell && studyOf(cell.studyUid)?.series.find((series) => series.seriesInstanceUid === cell.seriesUid)) ??
    null;
  const put = (shown: CellContent, at = active): void => {
    if (studyOf(shown.studyUid)) set(place(arrangement, at, shown));
  };
  const shownPrior = cells.find((cell) => cell && cell.studyUid !== uid)?.studyUid ?? null;
  const compare = (prior: PriorStudy | undefined): void => {
    const main = seriesOf(cells.find((cell) => cell?.studyUid === uid) ?? null);
    const shown = prior && main && besidePrior(prior, main);
    if (shownPrior !== null && (!prior || shownPrior === prior.studyInstanceUid)) set(only(arrangement, uid));
    else if (shown) set(beside(arrangement, shown));
  };
  return {
    arrangement,
    current,
    seriesOf,
    studyOf,
    shownPrior,
    put,
    compare,
    /** Beside what is active, which stays. */
    putBeside: (shown: CellContent) => set(beside(arrangement, shown)),
    choose: (studyUid: string, seriesUid: string, at = active) => put(content(studyUid, seriesUid), at),
    step: (by: number) => {
      const list = inListOrder(studyOf(current?.studyUid ?? uid)?.series ?? []).filter(isDisplayable);
      const index = list.findIndex((series) => series.seriesInstanceUid === current?.seriesUid);
      const next = list[index + by];
      if (next) put(content(current?.studyUid ?? uid, next.seriesInstanceUid));
    },
    activate: (at: number) => at !== active && set({ ...arrangement, active: at }),
    nextPlace: (by: number) => set(activate(arrangement, by)),
    setLayout: (layout: LayoutName) => set(withLayout(arrangement, layout)),
    nextLayout: () => set(withLayout(arrangement, nextLayout(arrangement))),
    reformat: () => {
      if (!current) return;
      const isReformatted = cells.some((cell) => cell !== null && cell.plane !== 'acquired');
      set(
        isReformatted ? arrange('1x1', [content(current.studyUid, current.seriesUid)]) : reformatted(current),
      );
    },
  };
}

export type Arranging = ReturnType<typeof useArrangement>;
