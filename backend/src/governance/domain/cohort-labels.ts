import { parse } from 'csv-parse/sync';

export interface CohortLabel {
  studyUid: string;
  positive: boolean;
}

const POSITIVE = new Set(['1', 'positive', 'pos', 'yes', 'true', 'y']);
const NEGATIVE = new Set(['0', 'negative', 'neg', 'no', 'false', 'n']);
const UID = /^[0-9A-Za-z._-]{1,64}$/;

/** Reads `study_instance_uid,label` with a header line. Throws an Error that names the first line at fault. */
export function readLabels(csv: string): CohortLabel[] {
  const rows = parse<Record<string, string>>(csv, {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
  });
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const at = `Line ${index + 2}`;
    const studyUid = row['study_instance_uid'];
    const label = row['label']?.toLowerCase();
    if (studyUid === undefined || label === undefined)
      throw new Error('The header line must name the columns study_instance_uid and label');
    if (!UID.test(studyUid)) throw new Error(`${at}: "${studyUid}" is no Study Instance UID`);
    if (seen.has(studyUid)) throw new Error(`${at}: study ${studyUid} is listed twice`);
    seen.add(studyUid);
    if (POSITIVE.has(label)) return { studyUid, positive: true };
    if (NEGATIVE.has(label)) return { studyUid, positive: false };
    throw new Error(`${at}: the label "${label}" is neither 1, positive or yes, nor 0, negative or no`);
  });
}
