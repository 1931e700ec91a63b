import type { ReportSection, SectionDifference } from '@firstread/contract';

/** What a report says of the images; the rest is how they came about. */
const COMPARED = ['findings', 'impression'] as const;

/** The sections that say something else in the final report; white space says nothing. */
export function differencesOf(
  preliminary: readonly ReportSection[],
  final: readonly ReportSection[],
): SectionDifference[] {
  return COMPARED.map((section) => ({
    section,
    preliminary: textOf(preliminary, section),
    final: textOf(final, section),
  })).filter((one) => normalised(one.preliminary) !== normalised(one.final));
}

/** The impression of a report; its findings where it has none. */
export function impressionOf(sections: readonly ReportSection[]): string {
  return textOf(sections, 'impression').trim() || textOf(sections, 'findings').trim();
}

function textOf(sections: readonly ReportSection[], wanted: ReportSection['id']): string {
  return sections.find(({ id }) => id === wanted)?.text ?? '';
}

function normalised(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
