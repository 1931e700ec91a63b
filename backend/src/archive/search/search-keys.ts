import { tagOfKeyword } from '../../dicom/index.js';

/** Levels of the query information models (PS3.4 section C.6). */
export type SearchLevel = 'patient' | 'study' | 'series' | 'instance';

/**
 * How a value is compared (PS3.4 section C.2.2.2): `text` with case and accents, `words` without them, `codes` a
 * list of any of which is enough.
 */
export type Matching = 'uids' | 'text' | 'words' | 'codes' | 'name' | 'date' | 'time' | 'number';

/** Where the values of a key are: a column, or an attribute kept with a row, possibly inside its sequence. */
export type Source =
  | { column: string }
  | { row: 'study' | 'series' | 'instance'; tag: string; sequence?: string }
  | { related: 'series' | 'instance'; column: string };

export interface SearchKey {
  level: SearchLevel;
  matching: Matching;
  source: Source;
  /** There is an index for it, and few rows have the same value. */
  selective: boolean;
}

export const LEVELS: readonly SearchLevel[] = ['patient', 'study', 'series', 'instance'];

type Row = 'study' | 'series' | 'instance';

const column = (level: SearchLevel, name: string, matching: Matching): SearchKey => ({
  level,
  matching,
  source: { column: name },
  selective: false,
});
const indexed = (level: SearchLevel, name: string, matching: Matching): SearchKey => ({
  ...column(level, name, matching),
  selective: true,
});

function kept(level: SearchLevel, matching: Matching, keywords: string[]): Record<string, SearchKey> {
  const row: Row = level === 'patient' ? 'study' : level;
  const keyOf = (keyword: string): SearchKey => {
    const [sequence, inside] = keyword.split('.');
    const source = inside
      ? { row, sequence: tagOfKeyword(sequence ?? ''), tag: tagOfKeyword(inside) }
      : { row, tag: tagOfKeyword(keyword) };
    return { level, matching, source, selective: false };
  };
  return Object.fromEntries(keywords.map((keyword) => [keyword, keyOf(keyword)]));
}

const PATIENT_KEYS: Readonly<Record<string, SearchKey>> = {
  PatientName: indexed('patient', 'study.name', 'name'),
  PatientID: indexed('patient', 'study.patient_id', 'text'),
  PatientBirthDate: column('patient', 'study.patient_birth_date', 'date'),
  PatientSex: column('patient', 'study.patient_sex', 'codes'),
  ...kept('patient', 'text', ['IssuerOfPatientID', 'OtherPatientIDs', 'EthnicGroup']),
  ...kept('patient', 'words', ['PatientComments']),
};

const STUDY_KEYS: Readonly<Record<string, SearchKey>> = {
  StudyInstanceUID: indexed('study', 'study.study_instance_uid', 'uids'),
  AccessionNumber: indexed('study', 'study.accession_number', 'text'),
  StudyDate: column('study', 'study.study_date', 'date'),
  StudyTime: column('study', 'study.study_time', 'time'),
  StudyDescription: indexed('study', 'study.study_description', 'words'),
  InstitutionName: column('study', 'study.institution', 'words'),
  ModalitiesInStudy: {
    ...column('study', '', 'codes'),
    source: { related: 'series', column: 'modality' },
  },
  SOPClassesInStudy: {
    ...column('study', '', 'uids'),
    source: { related: 'instance', column: 'sop_class_uid' },
  },
  ...kept('study', 'text', ['StudyID', 'PatientAge']),
  ...kept('study', 'words', ['InstitutionalDepartmentName', 'AdmittingDiagnosesDescription']),
  ...kept('study', 'name', ['ReferringPhysicianName', 'PhysiciansOfRecord', 'NameOfPhysiciansReadingStudy']),
};

const SERIES_KEYS: Readonly<Record<string, SearchKey>> = {
  SeriesInstanceUID: indexed('series', 'series.series_instance_uid', 'uids'),
  Modality: column('series', 'series.modality', 'codes'),
  SeriesNumber: column('series', 'series.series_number::text', 'number'),
  SeriesDescription: column('series', 'series.series_description', 'words'),
  BodyPartExamined: column('series', 'series.body_part', 'codes'),
  ...kept('series', 'codes', ['Laterality', 'PatientPosition']),
  ...kept('series', 'date', ['SeriesDate', 'PerformedProcedureStepStartDate']),
  ...kept('series', 'time', ['SeriesTime', 'PerformedProcedureStepStartTime']),
  ...kept('series', 'text', ['StationName', 'PerformedProcedureStepID', 'DeviceSerialNumber']),
  ...kept('series', 'words', [
    'Manufacturer',
    'ManufacturerModelName',
    'ProtocolName',
    'PerformedProcedureStepDescription',
  ]),
  ...kept('series', 'name', ['PerformingPhysicianName', 'OperatorsName']),
  ...kept('series', 'uids', ['FrameOfReferenceUID']),
  ...kept('series', 'text', [
    'RequestAttributesSequence.ScheduledProcedureStepID',
    'RequestAttributesSequence.RequestedProcedureID',
    'RequestAttributesSequence.AccessionNumber',
  ]),
  ...kept('series', 'uids', ['RequestAttributesSequence.StudyInstanceUID']),
};

const INSTANCE_KEYS: Readonly<Record<string, SearchKey>> = {
  SOPInstanceUID: indexed('instance', 'instance.sop_instance_uid', 'uids'),
  SOPClassUID: column('instance', 'instance.sop_class_uid', 'uids'),
  InstanceNumber: column('instance', 'instance.instance_number::text', 'number'),
  ...kept('instance', 'date', ['ContentDate', 'AcquisitionDate', 'InstanceCreationDate']),
  ...kept('instance', 'time', ['ContentTime', 'AcquisitionTime', 'InstanceCreationTime']),
  ...kept('instance', 'number', ['NumberOfFrames', 'Rows', 'Columns', 'BitsAllocated', 'AcquisitionNumber']),
  ...kept('instance', 'codes', [
    'ImageType',
    'PhotometricInterpretation',
    'ViewPosition',
    'ImageLaterality',
    'CompletionFlag',
    'VerificationFlag',
    'ContentLabel',
  ]),
  ...kept('instance', 'words', ['DocumentTitle', 'ContentDescription']),
};

const KEYS: Readonly<Record<SearchLevel, Readonly<Record<string, SearchKey>>>> = {
  patient: PATIENT_KEYS,
  // Viewers ask for Modality at study level and mean Modalities in Study.
  study: { ...PATIENT_KEYS, ...STUDY_KEYS, Modality: STUDY_KEYS.ModalitiesInStudy as SearchKey },
  series: { ...PATIENT_KEYS, ...STUDY_KEYS, ...SERIES_KEYS },
  instance: { ...PATIENT_KEYS, ...STUDY_KEYS, ...SERIES_KEYS, ...INSTANCE_KEYS },
};

/** Keywords that can be matched at a level: its own and those of the levels above; a dot leads into a sequence. */
export function searchableKeywords(level: SearchLevel): string[] {
  return Object.keys(KEYS[level]);
}

/** The key of a keyword at a level, or undefined where it cannot be matched there. */
export function searchKey(level: SearchLevel, keyword: string): SearchKey | undefined {
  return Object.hasOwn(KEYS[level], keyword) ? KEYS[level][keyword] : undefined;
}
