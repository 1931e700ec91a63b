import { shuffled, type Random } from './shuffled.js';

/** What decides whether a report is drawn. */
export interface DrawableReport {
  reportId: string;
  /** Who signed it as final. */
  readerId: string;
  modality: string;
  /** Who may review it: none of those who wrote or signed it. */
  eligible: readonly string[];
}

export interface Rate {
  /** Of the final reports of a reader, in percent. */
  percent: number;
  /** Most reports of a reader in one week. */
  capPerReader: number;
}

/**
 * Draws from the reports of each reader by the rate, in the proportions of their modalities. What is between two numbers is
 * decided by lot, so that over many weeks the rate is met. Reports that nobody may review count, but are not drawn.
 */
export function draw<T extends DrawableReport>(reports: readonly T[], rate: Rate, random: Random): T[] {
  const byReader = grouped(reports, ({ readerId }) => readerId);
  return byReader.flatMap((own) => {
    const wanted = Math.min(rate.capPerReader, rounded((own.length * rate.percent) / 100, random));
    return stratified(
      own.filter(({ eligible }) => eligible.length > 0),
      wanted,
      random,
    );
  });
}

/** As many of each modality as their share; the remainders go to the largest, of equal ones by lot. */
function stratified<T extends DrawableReport>(reports: readonly T[], wanted: number, random: Random): T[] {
  const strata = grouped(reports, ({ modality }) => modality).map((all) => shuffled(all, random));
  const count = Math.min(wanted, reports.length);
  const shares = strata.map((all) => (all.length * count) / Math.max(1, reports.length));
  const taken = shares.map(Math.floor);
  const order = shuffled([...strata.keys()], random).sort((a, b) => rest(shares, b) - rest(shares, a));
  const missing = count - taken.reduce((sum, one) => sum + one, 0);
  for (const place of order.slice(0, missing)) taken[place] = (taken[place] ?? 0) + 1;
  return strata.flatMap((all, place) => all.slice(0, taken[place]));
}

function rest(shares: readonly number[], place: number): number {
  const share = shares[place] ?? 0;
  return share - Math.floor(share);
}

function rounded(wanted: number, random: Random): number {
  return Math.floor(wanted) + (random() < wanted - Math.floor(wanted) ? 1 : 0);
}

/** By key, in the order of the keys and of the reports' ids: how they came does not matter. */
function grouped<T extends DrawableReport>(reports: readonly T[], keyOf: (report: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of [...reports].sort((a, b) => compare(a.reportId, b.reportId))) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
