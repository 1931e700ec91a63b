import type { ReportSectionId, ReportVersion } from '@firstread/contract';

/** What the paper of a version says, from top to bottom. */
export interface PaperPart {
  heading: string;
  /** Who signed it and when. */
  signature: string;
  sections: { heading: string; text: string }[];
}

export const SECTION_HEADINGS: Readonly<Record<ReportSectionId, string>> = {
  clinicalInformation: 'Clinical information',
  technique: 'Technique',
  comparison: 'Comparison',
  findings: 'Findings',
  impression: 'Impression',
  addendum: 'Addendum',
};

/** The version with what it adds to: an addendum stands below the final report and the addenda before it. */
export function paperOf(
  versions: readonly ReportVersion[],
  version: number,
  timeOf: (instant: string) => string,
): PaperPart[] {
  const wanted = versions.find((one) => one.version === version);
  if (!wanted) return [];
  const shown =
    wanted.stage === 'addendum'
      ? versions.filter((one) => one.stage !== 'preliminary' && one.version <= version)
      : [wanted];
  return shown.map((one) => ({
    heading: headingOf(one, versions),
    signature: signatureOf(one, timeOf),
    sections: one.sections
      .filter(({ text }) => text.trim() !== '')
      .map(({ id, text }) => ({ heading: SECTION_HEADINGS[id], text: text.trim() })),
  }));
}

function headingOf({ stage, version }: ReportVersion, versions: readonly ReportVersion[]): string {
  if (stage === 'preliminary') return 'Preliminary report';
  if (stage === 'final') return 'Final report';
  const addenda = versions.filter((one) => one.stage === 'addendum' && one.version <= version);
  return `Addendum ${addenda.length}`;
}

function signatureOf(
  { stage, author, signedBy, grade, signedAt }: ReportVersion,
  timeOf: (instant: string) => string,
): string {
  const wrote = author === signedBy ? '' : `Written by ${author}. `;
  const how = stage === 'preliminary' ? 'Preliminary, signed by' : 'Signed by';
  return `${wrote}${how} ${signedBy} (${grade}), ${timeOf(signedAt)}`;
}
