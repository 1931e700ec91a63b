/** What a derived object takes over from the images it was made of: patient, study and references. */
import type { DicomJsonDataset, DicomJsonElement } from '../json/dicom-json.js';
import { tagOfKeyword } from '../dictionary/dictionary.js';
import { getElement, getNumber, getPersonName, getString } from '../json/getters.js';
import { personNameText, type Attributes, type EncodableDataset } from './dataset.js';
import { isWellFormedUid } from '../parse/requirements.js';
import { valueProblem } from './value-check.js';

/** A SOP Instance with its place in the hierarchy. */
export interface InstanceReference {
  StudyInstanceUID: string;
  SeriesInstanceUID: string;
  SOPClassUID: string;
  SOPInstanceUID: string;
  /** 1 where the object has no frames. */
  NumberOfFrames: number;
}

/** An attribute of the source that could not stand in a valid object, and why. */
export interface OmittedAttribute {
  keyword: string;
  reason: string;
}

export interface CopiedAttributes {
  dataset: EncodableDataset;
  omitted: readonly OmittedAttribute[];
}

/** Identifiers by which a PACS matches patient and study: kept as they are, however long. */
const MATCHED_IDENTIFIERS: ReadonlySet<string> = new Set([
  'PatientID',
  'AccessionNumber',
  'StudyID',
  'PatientName',
]);

/** Attributes of type 2: written empty where the source lacks them (PS3.3 C.7.1.1, C.7.2.1). */
const TYPE_2 = [
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyTime',
  'ReferringPhysicianName',
  'StudyID',
  'AccessionNumber',
];

/** Patient, Clinical Trial Subject and Study, General Study and Patient Study Module (PS3.3 C.7.1, C.7.2). */
const TYPE_3 = (
  'TimezoneOffsetFromUTC IssuerOfPatientID TypeOfPatientID IssuerOfPatientIDQualifiersSequence PatientBirthTime ' +
  'OtherPatientIDsSequence OtherPatientNames EthnicGroup PatientComments QualityControlSubject ' +
  'ReferencedPatientSequence PatientSpeciesDescription PatientSpeciesCodeSequence PatientBreedDescription ' +
  'PatientIdentityRemoved DeidentificationMethod DeidentificationMethodCodeSequence ' +
  'ClinicalTrialSponsorName ClinicalTrialProtocolID ClinicalTrialProtocolName ClinicalTrialSiteID ' +
  'ClinicalTrialSiteName ClinicalTrialSubjectID ClinicalTrialSubjectReadingID ClinicalTrialTimePointID ' +
  'StudyDescription PhysiciansOfRecord NameOfPhysiciansReadingStudy IssuerOfAccessionNumberSequence ' +
  'ReferencedStudySequence ProcedureCodeSequence ReasonForPerformedProcedureCodeSequence ' +
  'AdmittingDiagnosesDescription PatientAge PatientSize PatientWeight Occupation AdditionalPatientHistory ' +
  'PatientSexNeutered PregnancyStatus SmokingStatus MedicalAlerts Allergies'
).split(' ');

const ENUMERATED: Readonly<Record<string, readonly string[]>> = {
  PatientSex: ['M', 'F', 'O'],
  PatientIdentityRemoved: ['YES', 'NO'],
  QualityControlSubject: ['YES', 'NO'],
  PatientSexNeutered: ['ALTERED', 'UNALTERED'],
  SmokingStatus: ['YES', 'NO', 'UNKNOWN'],
  PregnancyStatus: ['1', '2', '3', '4'],
};

/**
 * Patient and study attributes of a source image, unaltered. What is invalid in the source is left out (written
 * empty where the attribute must be there) and listed in `omitted`; nothing is repaired or shortened.
 * Throws where the source has no valid Study Instance UID.
 */
export function patientAndStudy(source: DicomJsonDataset): CopiedAttributes {
  const dataset: EncodableDataset = {};
  const omitted: OmittedAttribute[] = [];
  const study = getElement(source, 'StudyInstanceUID');
  if (study === undefined || !isWellFormedUid(getString(source, 'StudyInstanceUID') ?? '')) {
    throw new TypeError('The source image has no valid StudyInstanceUID');
  }
  dataset[tagOfKeyword('StudyInstanceUID')] = study;
  for (const keyword of [...TYPE_2, ...TYPE_3]) {
    const element = getElement(source, keyword);
    const reason = element === undefined ? undefined : elementProblem(source, keyword, element);
    if (reason !== undefined) omitted.push({ keyword, reason });
    if (element !== undefined && reason === undefined) dataset[tagOfKeyword(keyword)] = element;
    else if (TYPE_2.includes(keyword)) dataset[tagOfKeyword(keyword)] = { vr: vrOfType2(keyword) };
  }
  return { dataset, omitted };
}

function vrOfType2(keyword: string): string {
  if (keyword.endsWith('Name')) return 'PN';
  if (keyword.endsWith('Date')) return 'DA';
  if (keyword.endsWith('Time')) return 'TM';
  if (keyword === 'PatientSex') return 'CS';
  return keyword === 'PatientID' ? 'LO' : 'SH';
}

function elementProblem(
  source: DicomJsonDataset,
  keyword: string,
  element: DicomJsonElement,
): string | undefined {
  if (keyword === 'PatientIdentityRemoved' && !saysHowDeidentified(source)) {
    return 'is YES without a de-identification method (PS3.3 C.7.1.1, type 1C)';
  }
  if (keyword === 'DeidentificationMethod' && getString(source, keyword) === undefined)
    return 'is empty (type 1C)';
  const allowed = ENUMERATED[keyword];
  const value = getString(source, keyword);
  if (allowed !== undefined && value !== undefined && !allowed.includes(value)) {
    return `is "${value}", not one of ${allowed.join(', ')}`;
  }
  return firstProblem(element, MATCHED_IDENTIFIERS.has(keyword));
}

function saysHowDeidentified(source: DicomJsonDataset): boolean {
  return (
    getString(source, 'PatientIdentityRemoved') !== 'YES' ||
    getString(source, 'DeidentificationMethod') !== undefined ||
    (getElement(source, 'DeidentificationMethodCodeSequence')?.Value?.length ?? 0) > 0
  );
}

function firstProblem(element: DicomJsonElement, anyLength = false): string | undefined {
  for (const value of element.Value ?? []) {
    const problem =
      element.vr === 'SQ'
        ? itemProblem(value as DicomJsonDataset)
        : singleProblem(element.vr, value, anyLength);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function itemProblem(item: DicomJsonDataset): string | undefined {
  for (const [tag, element] of Object.entries(item)) {
    const problem = firstProblem(element);
    if (problem !== undefined) return `has in (${tag}) a value that ${problem}`;
  }
  return undefined;
}

function singleProblem(
  vr: string,
  value: NonNullable<DicomJsonElement['Value']>[number],
  anyLength: boolean,
): string | undefined {
  if (value === null || value === '') return undefined;
  return valueProblem(vr, typeof value === 'object' ? personNameText(value) : value, anyLength);
}

/**
 * Where an image stands in the hierarchy. Throws a TypeError for what is no image, and one that names the UID that is
 * missing or invalid. A UID need only be what the archive lets in: digits and points.
 */
export function instanceReference(source: DicomJsonDataset): InstanceReference {
  if (getNumber(source, 'Rows') === undefined)
    throw new TypeError('A source object is no image: it has no Rows');
  return {
    StudyInstanceUID: requiredUid(source, 'StudyInstanceUID'),
    SeriesInstanceUID: requiredUid(source, 'SeriesInstanceUID'),
    SOPClassUID: requiredUid(source, 'SOPClassUID'),
    SOPInstanceUID: requiredUid(source, 'SOPInstanceUID'),
    NumberOfFrames: getNumber(source, 'NumberOfFrames') ?? 1,
  };
}

function requiredUid(source: DicomJsonDataset, keyword: string): string {
  const uid = getString(source, keyword);
  if (uid === undefined || !isWellFormedUid(uid)) {
    throw new TypeError(`The source image has no valid ${keyword}${uid === undefined ? '' : ` ("${uid}")`}`);
  }
  return uid;
}

/**
 * References of all source images. Throws where there is none, where they are of more than one study or patient,
 * or where one occurs twice.
 */
export function instanceReferences(sources: readonly DicomJsonDataset[]): InstanceReference[] {
  const [first] = sources;
  if (first === undefined) throw new TypeError('There is no source image');
  const references = sources.map(instanceReference);
  if (new Set(references.map((reference) => reference.StudyInstanceUID)).size !== 1) {
    throw new TypeError('The source images are of more than one study');
  }
  if (new Set(sources.map((source) => patientKey(source))).size !== 1) {
    throw new TypeError('The source images are of more than one patient');
  }
  if (new Set(references.map((reference) => reference.SOPInstanceUID)).size !== references.length) {
    throw new TypeError('A source image occurs twice');
  }
  return references;
}

function patientKey(source: DicomJsonDataset): string {
  const name = getPersonName(source, 'PatientName');
  return JSON.stringify([getString(source, 'PatientID'), name === undefined ? '' : personNameText(name)]);
}

/** Item of a SOP Instance reference (PS3.3 table 10-11). */
export function sopReference(
  reference: Pick<InstanceReference, 'SOPClassUID' | 'SOPInstanceUID'>,
): Attributes {
  return {
    ReferencedSOPClassUID: reference.SOPClassUID,
    ReferencedSOPInstanceUID: reference.SOPInstanceUID,
  };
}

/** Groups references by the series or study they are in, in the order of first appearance. */
export function groupBy(
  keyword: 'StudyInstanceUID' | 'SeriesInstanceUID',
  references: readonly InstanceReference[],
): Map<string, InstanceReference[]> {
  const groups = new Map<string, InstanceReference[]>();
  for (const reference of references) {
    const members = groups.get(reference[keyword]);
    if (members === undefined) groups.set(reference[keyword], [reference]);
    else members.push(reference);
  }
  return groups;
}
