import type { UniqueKeys } from '../../archive/index.js';
import { getString, getStrings, type DicomJsonDataset } from '../../dicom/index.js';
import { SOP_CLASS } from '../tables.js';
import { DimseError, STATUS } from './status.js';

/** Query/Retrieve Level (0008,0052), PS3.4 section C.6.1.1 and C.6.2.1. */
export type Level = 'PATIENT' | 'STUDY' | 'SERIES' | 'IMAGE';

const LEVELS: readonly Level[] = ['PATIENT', 'STUDY', 'SERIES', 'IMAGE'];
const UNIQUE_KEY: Readonly<Record<Level, string>> = {
  PATIENT: 'PatientID',
  STUDY: 'StudyInstanceUID',
  SERIES: 'SeriesInstanceUID',
  IMAGE: 'SOPInstanceUID',
};

const PATIENT_ROOT: ReadonlySet<string> = new Set([
  SOP_CLASS.patientRootFind,
  SOP_CLASS.patientRootMove,
  SOP_CLASS.patientRootGet,
]);

/** The levels of an information model, from its root down. */
export function levelsOf(sopClassUid: string): readonly Level[] {
  return PATIENT_ROOT.has(sopClassUid) ? LEVELS : LEVELS.slice(1);
}

/** The level of a query or retrieval, one that its information model has. Throws a DimseError (A900) otherwise. */
export function levelOf(sopClassUid: string, identifier: DicomJsonDataset): Level {
  const level = getString(identifier, 'QueryRetrieveLevel')?.trim();
  const found = levelsOf(sopClassUid).find((one) => one === level);
  if (found) return found;
  throw mismatch(
    `QueryRetrieveLevel is ${level ? `"${level}"` : 'missing'}; use ${levelsOf(sopClassUid).join(', ')}`,
  );
}

/** Checks that each level above the one asked for is named by one value of its unique key (PS3.4 C.4.1.2.2.1). */
export function requireKeysAbove(sopClassUid: string, level: Level, identifier: DicomJsonDataset): void {
  const levels = levelsOf(sopClassUid);
  for (const above of levels.slice(0, levels.indexOf(level))) {
    const values = valuesOf(identifier, UNIQUE_KEY[above]);
    if (values.length === 1 && !/[*?]/.test(values[0] ?? '')) continue;
    throw mismatch(`${level} level needs one value of ${UNIQUE_KEY[above]}`);
  }
}

/** What a C-MOVE or C-GET selects: its level's unique key, which may be a list, and those above it (PS3.4 C.4.2.2.1). */
export function retrievalKeys(sopClassUid: string, identifier: DicomJsonDataset): UniqueKeys {
  const level = levelOf(sopClassUid, identifier);
  requireKeysAbove(sopClassUid, level, identifier);
  const own = valuesOf(identifier, UNIQUE_KEY[level]);
  if (own.length === 0 || own.some((value) => /[*?]/.test(value)) || (level === 'PATIENT' && own.length > 1))
    throw mismatch(`${level} level needs ${UNIQUE_KEY[level]}, without wildcards`);
  const levels = levelsOf(sopClassUid);
  const named = levels.slice(0, levels.indexOf(level) + 1);
  const uids = (one: Level) => (named.includes(one) ? valuesOf(identifier, UNIQUE_KEY[one]) : []);
  const [patientId] = uids('PATIENT');
  return {
    ...(patientId === undefined ? {} : { patientId }),
    ...optional('studyInstanceUids', uids('STUDY')),
    ...optional('seriesInstanceUids', uids('SERIES')),
    ...optional('sopInstanceUids', uids('IMAGE')),
  };
}

function optional(key: keyof UniqueKeys, values: string[]): UniqueKeys {
  return values.length === 0 ? {} : { [key]: values };
}

function valuesOf(identifier: DicomJsonDataset, keyword: string): string[] {
  return getStrings(identifier, keyword)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function mismatch(message: string): DimseError {
  return new DimseError(STATUS.identifierDoesNotMatch, message);
}
