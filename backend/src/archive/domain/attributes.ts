import {
  getItem,
  getNumber,
  getPersonName,
  getString,
  tagOfKeyword,
  UTF_8,
  type DicomJsonDataset,
} from '../../dicom/index.js';

/** What the archive indexes of one instance, read from its header once. */
export interface IndexedAttributes {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  sopClassUid: string;
  study: {
    patientId: string | null;
    patientName: string | null;
    patientBirthDate: string | null;
    patientSex: string | null;
    accessionNumber: string | null;
    studyDate: string | null;
    studyTime: string | null;
    studyDescription: string | null;
    institution: string | null;
    requestedPriority: string | null;
  };
  series: {
    modality: string;
    seriesNumber: number | null;
    seriesDescription: string | null;
    bodyPart: string | null;
  };
  instanceNumber: number | null;
  numberOfFrames: number;
  hasPixels: boolean;
}

/** Attributes of the patient, kept with each study (PS3.4 table C.6-1). */
export const PATIENT_TAGS = [
  'SpecificCharacterSet',
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'OtherPatientIDs',
  'PatientBirthDate',
  'PatientBirthTime',
  'PatientSex',
  'EthnicGroup',
  'PatientComments',
].map(tagOfKeyword);

/** Attributes kept with a study for queries (PS3.4 table C.6-5 and what viewers ask for). */
export const STUDY_TAGS = [
  ...PATIENT_TAGS,
  ...[
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'ReferringPhysicianName',
    'StudyDescription',
    'PatientAge',
    'PatientSize',
    'PatientWeight',
    'StudyInstanceUID',
    'StudyID',
    'InstitutionName',
    'InstitutionalDepartmentName',
    'CurrentPatientLocation',
    'PhysiciansOfRecord',
    'NameOfPhysiciansReadingStudy',
    'AdmittingDiagnosesDescription',
    'ProcedureCodeSequence',
    'TimezoneOffsetFromUTC',
  ].map(tagOfKeyword),
];

/** Attributes kept with a series (PS3.4 table C.6-5). */
export const SERIES_TAGS = [
  'Modality',
  'SeriesDate',
  'SeriesTime',
  'SeriesDescription',
  'SeriesInstanceUID',
  'SeriesNumber',
  'BodyPartExamined',
  'PatientPosition',
  'Laterality',
  'ProtocolName',
  'Manufacturer',
  'ManufacturerModelName',
  'DeviceSerialNumber',
  'StationName',
  'PerformingPhysicianName',
  'OperatorsName',
  'FrameOfReferenceUID',
  'PerformedProcedureStepStartDate',
  'PerformedProcedureStepStartTime',
  'PerformedProcedureStepID',
  'PerformedProcedureStepDescription',
  'RequestAttributesSequence',
].map(tagOfKeyword);

/** Attributes of an instance that queries return: PS3.4 table C.6-5 and those viewers lay out images by. */
export const INSTANCE_TAGS = [
  'SpecificCharacterSet',
  'SOPClassUID',
  'SOPInstanceUID',
  'InstanceNumber',
  'InstanceCreationDate',
  'InstanceCreationTime',
  'ImageType',
  'AcquisitionNumber',
  'AcquisitionDate',
  'AcquisitionTime',
  'ContentDate',
  'ContentTime',
  'NumberOfFrames',
  'Rows',
  'Columns',
  'BitsAllocated',
  'BitsStored',
  'SamplesPerPixel',
  'PhotometricInterpretation',
  'PixelSpacing',
  'ImagerPixelSpacing',
  'SliceThickness',
  'SliceLocation',
  'ImagePositionPatient',
  'ImageOrientationPatient',
  'ViewPosition',
  'ImageLaterality',
  'WindowCenter',
  'WindowWidth',
  'ContentLabel',
  'ContentDescription',
  'DocumentTitle',
  'MIMETypeOfEncapsulatedDocument',
  'CompletionFlag',
  'VerificationFlag',
  'ConceptNameCodeSequence',
].map(tagOfKeyword);

export function indexAttributes(dataset: DicomJsonDataset, hasPixels: boolean): IndexedAttributes {
  const text = (keyword: string): string | null => clean(getString(dataset, keyword)) ?? null;
  return {
    studyInstanceUid: text('StudyInstanceUID') ?? '',
    seriesInstanceUid: text('SeriesInstanceUID') ?? '',
    sopInstanceUid: text('SOPInstanceUID') ?? '',
    sopClassUid: text('SOPClassUID') ?? '',
    study: {
      patientId: text('PatientID'),
      patientName: personName(dataset, 'PatientName'),
      patientBirthDate: text('PatientBirthDate'),
      patientSex: text('PatientSex'),
      accessionNumber: text('AccessionNumber'),
      studyDate: text('StudyDate'),
      studyTime: text('StudyTime'),
      studyDescription: text('StudyDescription'),
      institution: text('InstitutionName'),
      requestedPriority: requestedPriority(dataset),
    },
    series: {
      modality: text('Modality') ?? 'OT',
      seriesNumber: integer(getNumber(dataset, 'SeriesNumber')),
      seriesDescription: text('SeriesDescription'),
      bodyPart: text('BodyPartExamined'),
    },
    instanceNumber: integer(getNumber(dataset, 'InstanceNumber')),
    numberOfFrames: Math.max(1, integer(getNumber(dataset, 'NumberOfFrames')) ?? 1),
    hasPixels,
  };
}

export function studyAttributes(dataset: DicomJsonDataset): DicomJsonDataset {
  return pick(dataset, STUDY_TAGS);
}

export function seriesAttributes(dataset: DicomJsonDataset): DicomJsonDataset {
  return pick(dataset, SERIES_TAGS);
}

/** The dataset with what its text is, whatever character set it came in: Unicode. */
export function saidInUtf8(dataset: DicomJsonDataset): DicomJsonDataset {
  const tag = tagOfKeyword('SpecificCharacterSet');
  return dataset[tag] ? { ...dataset, [tag]: { vr: 'CS', Value: [UTF_8] } } : dataset;
}

/** Requested Procedure Priority (0040,1003), also inside Request Attributes, or the retired Study Priority ID. */
function requestedPriority(dataset: DicomJsonDataset): string | null {
  const request = getItem(dataset, 'RequestAttributesSequence');
  const inRequest = request && getString(request, '00401003');
  return clean(getString(dataset, '00401003') ?? inRequest ?? getString(dataset, '0032000C')) ?? null;
}

/** Component groups joined by `=`, as PS3.5 section 6.2 writes them. */
function personName(dataset: DicomJsonDataset, keyword: string): string | null {
  const name = getPersonName(dataset, keyword);
  if (!name) return null;
  const groups = [name.Alphabetic, name.Ideographic, name.Phonetic].map((group) => clean(group) ?? '');
  return groups.join('=').replace(/=+$/, '') || null;
}

/** Those of the attributes that are there. */
export function pick(dataset: DicomJsonDataset, tags: readonly string[]): DicomJsonDataset {
  const picked: DicomJsonDataset = {};
  for (const tag of tags) {
    const element = dataset[tag];
    if (element) picked[tag] = element;
  }
  return picked;
}

function clean(value: string | undefined): string | undefined {
  const text = value?.replaceAll('\0', '').trim();
  return text === '' ? undefined : text;
}

function integer(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(Math.trunc(value)) && Math.abs(value) < 2 ** 31
    ? Math.trunc(value)
    : null;
}
