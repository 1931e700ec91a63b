import type { PriorStudy, Series, Study } from '@firstread/contract';
import { inListOrder, isDisplayable } from '../series-order';
import { arrange, content, type Arrangement, type CellContent } from '../layout';
import { protocols, type CellRule, type Protocol } from './protocols';

/** What hanging needs of a study. */
export interface HungStudy {
  studyInstanceUid: string;
  studyDescription: string | null;
  series: readonly Series[];
}

const wordsIn = (text: string | null): string[] =>
  (text ?? '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);

function textOf(study: HungStudy, series: Series): string {
  return [series.bodyPart, series.description, study.studyDescription].join(' ').toUpperCase();
}

const shownOf = (study: HungStudy): Series[] => inListOrder(study.series).filter(isDisplayable);

function fits(protocol: Protocol, study: HungStudy, main: Series, prior: HungStudy | null): boolean {
  const { modalities, bodyParts, series } = protocol;
  const text = textOf(study, main);
  const same = shownOf(study).filter(({ modality }) => modality === main.modality);
  return (
    modalities.includes(main.modality) &&
    (bodyParts.length === 0 || bodyParts.some((part) => text.includes(part))) &&
    protocol.prior === (prior !== null) &&
    same.length >= series
  );
}

/** Words of a description by which a series of the prior is like one of the study; its number of images decides else. */
function likest(candidates: readonly Series[], main: Series): Series | undefined {
  const words = wordsIn(main.description);
  const score = (one: Series): number =>
    (one.modality === main.modality ? 100 : 0) +
    wordsIn(one.description).filter((word) => words.includes(word)).length * 10 -
    Math.min(9, Math.abs(Math.log(one.instanceCount / Math.max(1, main.instanceCount))));
  return [...candidates].sort((a, b) => score(b) - score(a))[0];
}

function hasWord(series: Series, words: readonly string[]): boolean {
  const spaced = ` ${wordsIn(series.description).join(' ')} `;
  return words.some((word) => spaced.includes(` ${word} `));
}

/** The series of each cell: by its words first, so that none is taken by a cell that has none. */
function seriesFor(
  rules: readonly CellRule[],
  candidates: readonly Series[],
  main: Series,
): (Series | null)[] {
  const chosen: (Series | null)[] = rules.map(() => null);
  const take = (index: number, series: Series | undefined): void => {
    if (series) chosen[index] = series;
  };
  const free = (): Series[] => candidates.filter((series) => !chosen.includes(series));
  rules.forEach(({ words }, index) => take(index, words && free().find((series) => hasWord(series, words))));
  rules.forEach(({ of, again }, index) => {
    if (of !== 'current' || again || chosen[index]) return;
    const first = !chosen.includes(main) ? main : undefined;
    take(index, first ?? free()[0]);
  });
  rules.forEach(({ again }, index) => again && take(index, chosen[index - 1] ?? undefined));
  return chosen;
}

/** What a place of the prior shows: the series with its words, else the one that is like the study's. */
function ofPrior({ words }: CellRule, prior: HungStudy, main: Series): Series | undefined {
  const shown = shownOf(prior);
  const named = words && shown.find((one) => one.modality === main.modality && hasWord(one, words));
  return named ?? likest(shown, main);
}

/**
 * How a study hangs: by the first protocol that fits the series a reader wants first; that series alone where none does.
 * With `prior`, that study stands beside it.
 */
export function hang(study: HungStudy, main: Series, prior: HungStudy | null): Arrangement {
  const uid = study.studyInstanceUid;
  const protocol = protocols.find((one) => fits(one, study, main, prior));
  if (!protocol) return alone(uid, main, prior);
  const current = shownOf(study).filter(({ modality }) => modality === main.modality);
  const found = seriesFor(protocol.cells, current, main);
  // All views in one series: each place begins with its own.
  const chosen = found.map(
    (one, index) => one ?? (current.length === 1 && protocol.cells[index]?.projection ? main : null),
  );
  const cells = protocol.cells.map((rule, index): CellContent | null => {
    const shown = rule.of === 'prior' ? prior && ofPrior(rule, prior, main) : chosen[index];
    if (!shown) return null;
    const studyUid = rule.of === 'prior' ? (prior?.studyInstanceUid ?? uid) : uid;
    return content(studyUid, shown.seriesInstanceUid, {
      window: rule.window ?? null,
      projection: rule.projection ?? null,
    });
  });
  return cells.every((cell) => cell === null) ? alone(uid, main, prior) : arrange(protocol.layout, cells);
}

function alone(uid: string, main: Series, prior: HungStudy | null): Arrangement {
  const there = prior && likest(shownOf(prior), main);
  const cell = content(uid, main.seriesInstanceUid);
  return prior && there
    ? arrange('1x2', [cell, content(prior.studyInstanceUid, there.seriesInstanceUid)])
    : arrange('1x1', [cell]);
}

/** The series that a reader most likely wants first: the one that a flagged model looked at, else the largest. */
export function firstSeries(study: Pick<Study, 'series' | 'aiResults'>): Series | null {
  const shown = study.series.filter(isDisplayable);
  const input = study.aiResults.find((result) => result.state === 'flagged')?.inputSeriesUid;
  const flagged = shown.find((series) => series.seriesInstanceUid === input);
  return (
    flagged ??
    shown.reduce<Series | null>(
      (best, series) => (!best || series.instanceCount > best.instanceCount ? series : best),
      null,
    )
  );
}

/** What a prior shows beside a series: its likest series; null where it has no images. */
export function besidePrior(prior: HungStudy, main: Series): CellContent | null {
  const shown = likest(shownOf(prior), main);
  return shown ? content(prior.studyInstanceUid, shown.seriesInstanceUid) : null;
}

/** The newest prior with images of the same kind and part of the body, which hangs beside the study by itself. */
export function comparable(main: Series, priors: readonly PriorStudy[]): PriorStudy | null {
  if (!['CR', 'DX', 'RG', 'MG'].includes(main.modality)) return null;
  const part = main.bodyPart?.toUpperCase();
  return (
    priors.find(({ series }) =>
      series.some(
        (one) =>
          isDisplayable(one) &&
          one.modality === main.modality &&
          part !== undefined &&
          one.bodyPart?.toUpperCase() === part,
      ),
    ) ?? null
  );
}
