import type { Patient, ReportInsertion, ReportSection, ReportWarning } from '@firstread/contract';
import { contradictedSides, otherSide, sideOfStudy, sidesIn } from './laterality.js';
import { contradictingWords } from './sex-words.js';

/** A finding that a model flags, as readers are shown it. */
export interface ShownFlag {
  runId: string;
  modelName: string;
  modelVersion: string;
  label: string;
  /** Meaning of its code. */
  meaning: string;
  /** A reader has said whether it is there. */
  judged: boolean;
}

export interface CheckedReport {
  sections: readonly ReportSection[];
  insertions: readonly ReportInsertion[];
  patient: Pick<Patient, 'sex'>;
  /** Of series and images: L, R or B. */
  lateralities: readonly string[];
  studyDescription: string | null;
  flags: readonly ShownFlag[];
}

/**
 * What a signer must have seen. Ids say what it is about and where, so that a warning that comes up with a change of the
 * text is another one.
 */
export function warningsOf(report: CheckedReport): ReportWarning[] {
  return unique([...lateralityWarnings(report), ...sexWarnings(report), ...flagWarnings(report)]);
}

/** What the report says, not what it was asked or compared with. */
function said({ sections }: CheckedReport): ReportSection[] {
  return sections.filter(({ id }) => id === 'findings' || id === 'impression' || id === 'addendum');
}

function lateralityWarnings(report: CheckedReport): ReportWarning[] {
  const side = sideOfStudy(report.lateralities, report.studyDescription);
  const against = side && otherSide(side);
  const ofStudy = said(report).flatMap(({ id: section, text }) =>
    sidesIn(text)
      .filter((one) => one.side === against)
      .map((one): ReportWarning => ({
        kind: 'lateralityStudy',
        id: `lateralityStudy ${section} ${one.text}`,
        section,
        side: side === 'left' ? 'right' : 'left',
        text: one.text,
      })),
  );
  const textOf = (wanted: string): string => report.sections.find(({ id }) => id === wanted)?.text ?? '';
  const within = contradictedSides(textOf('findings'), textOf('impression')).map(
    ({ side: named, text }): ReportWarning => ({
      kind: 'lateralityImpression',
      id: `lateralityImpression ${text}`,
      side: named === 'left' ? 'left' : 'right',
      text,
    }),
  );
  return [...ofStudy, ...within];
}

function sexWarnings(report: CheckedReport): ReportWarning[] {
  const { sex } = report.patient;
  if (sex !== 'M' && sex !== 'F') return [];
  return report.sections.flatMap(({ id: section, text }) =>
    contradictingWords(text, sex).map((word): ReportWarning => ({
      kind: 'sex',
      id: `sex ${sex} ${section} ${word}`,
      section,
      sex,
      word,
    })),
  );
}

/** Flagged, and neither judged nor mentioned. */
function flagWarnings(report: CheckedReport): ReportWarning[] {
  const text = fold(
    said(report)
      .map((section) => section.text)
      .join('\n'),
  );
  const inserted = new Set(standingInsertions(report).map(({ runId }) => runId));
  return report.flags
    .filter((flag) => !flag.judged && !inserted.has(flag.runId) && !mentions(text, flag))
    .map(({ runId, modelName, modelVersion, label }) => ({
      kind: 'aiFlag',
      id: `aiFlag ${runId} ${label}`.slice(0, 200),
      runId,
      modelName,
      modelVersion,
      label,
    }));
}

/** Insertions whose text still stands in the report as it was put there. */
export function standingInsertions({
  sections,
  insertions,
}: Pick<CheckedReport, 'sections' | 'insertions'>): ReportInsertion[] {
  return insertions.filter((one) => sections.some(({ text }) => text.includes(one.text)));
}

/** By the name of its finding or of its model; saying that it is not there mentions it as well. */
function mentions(text: string, { label, meaning, modelName }: ShownFlag): boolean {
  return [meaning, label, modelName].some((name) => {
    const words = fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !EMPTY.has(word));
    return words.length > 0 && words.every((word) => text.includes(stem(word)));
  });
}

/** Words of a label that say nothing of what is found. */
const EMPTY = new Set(['suspected', 'type', 'possible', 'the', 'and', 'with']);

/** Without an ending that differs between singular and plural, or noun and adjective. */
function stem(word: string): string {
  return word.length > 5 ? word.replace(/(es|s|ic|al)$/, '') : word;
}

/** British and American spelling alike, without case and accents. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ae/g, 'e')
    .replace(/oe/g, 'e')
    .replace(/our\b/g, 'or');
}

function unique(warnings: ReportWarning[]): ReportWarning[] {
  return [...new Map(warnings.map((one) => [one.id, one])).values()];
}
