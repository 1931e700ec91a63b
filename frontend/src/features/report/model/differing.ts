import type { ReportSection, ReportSectionId } from '@firstread/contract';

interface Sectioned {
  sections: readonly ReportSection[];
}

/** The sections that two texts do not have alike; one that is missing is as one without words. */
export function differingSections(one: Sectioned, other: Sectioned): ReadonlySet<ReportSectionId> {
  const wordsIn = ({ sections }: Sectioned, wanted: ReportSectionId): string =>
    sections.find(({ id }) => id === wanted)?.text ?? '';
  const all = [...one.sections, ...other.sections].map(({ id }) => id);
  return new Set(all.filter((id) => wordsIn(one, id) !== wordsIn(other, id)));
}
