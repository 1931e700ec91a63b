import type { SearchMatch } from '../../archive/index.js';
import { entryOfKeyword, tagOfKeyword, type DicomJsonDataset } from '../../dicom/index.js';
import { instanceUrl, seriesUrl, studyUrl } from '../../archive/index.js';
import type { QidoRequest } from './qido-request.js';

export type QidoLevel = 'study' | 'series' | 'instance';

/** Attributes of every match (PS3.18 tables 10.6.3-3 to 10.6.3-5, and what viewers take for granted). */
export const QIDO_ATTRIBUTES: Readonly<Record<QidoLevel, readonly string[]>> = {
  study: [
    'SpecificCharacterSet',
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'InstanceAvailability',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'StudyDescription',
    'TimezoneOffsetFromUTC',
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyInstanceUID',
    'StudyID',
    'NumberOfStudyRelatedSeries',
    'NumberOfStudyRelatedInstances',
  ],
  series: [
    'SpecificCharacterSet',
    'Modality',
    'TimezoneOffsetFromUTC',
    'SeriesDate',
    'SeriesTime',
    'SeriesDescription',
    'BodyPartExamined',
    'SeriesInstanceUID',
    'SeriesNumber',
    'StudyInstanceUID',
    'NumberOfSeriesRelatedInstances',
    'PerformedProcedureStepStartDate',
    'PerformedProcedureStepStartTime',
    'RequestAttributesSequence',
  ],
  instance: [
    'SpecificCharacterSet',
    'SOPClassUID',
    'SOPInstanceUID',
    'InstanceAvailability',
    'TimezoneOffsetFromUTC',
    'Modality',
    'StudyInstanceUID',
    'SeriesInstanceUID',
    'InstanceNumber',
    'Rows',
    'Columns',
    'BitsAllocated',
    'NumberOfFrames',
  ],
};

/** Those that are there, empty, where nothing is known. */
const ALWAYS: Readonly<Record<QidoLevel, readonly string[]>> = {
  study: [
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyID',
  ],
  series: ['Modality', 'SeriesNumber'],
  instance: ['InstanceNumber'],
};

/**
 * Cuts a match down to what is returned: the default attributes, those of the levels above where the request does
 * not name them in its path, the keys, and what `includefield` adds.
 */
export function returnSet(
  level: QidoLevel,
  request: QidoRequest,
  above: readonly QidoLevel[],
): (match: SearchMatch) => DicomJsonDataset {
  const tags = new Set(
    [level, ...above]
      .flatMap((one) => QIDO_ATTRIBUTES[one].map(tagOfKeyword))
      .concat(
        Object.keys(request.keys).map((path) => tagOfKeyword(path.split('.')[0] ?? '')),
        request.include === 'all' ? [] : request.include,
      ),
  );
  const blank = empty(level);
  return (match) => {
    const known = Object.entries(match.attributes).filter(
      ([tag, element]) => (request.include === 'all' || tags.has(tag)) && !element.BulkDataURI,
    );
    return { ...blank, ...Object.fromEntries(known), ...identity(match) };
  };
}

function empty(level: QidoLevel): DicomJsonDataset {
  return Object.fromEntries(
    ALWAYS[level].map((keyword) => [tagOfKeyword(keyword), { vr: entryOfKeyword(keyword)?.vr ?? 'UN' }]),
  );
}

function identity(match: SearchMatch): DicomJsonDataset {
  const { studyInstanceUid: study = '', seriesInstanceUid: series, sopInstanceUid: instance } = match;
  const retrieve =
    series && instance
      ? instanceUrl(study, series, instance)
      : series
        ? seriesUrl(study, series)
        : studyUrl(study);
  return {
    [tagOfKeyword('StudyInstanceUID')]: { vr: 'UI', Value: [study] },
    ...(series && { [tagOfKeyword('SeriesInstanceUID')]: { vr: 'UI', Value: [series] } }),
    ...(instance && { [tagOfKeyword('SOPInstanceUID')]: { vr: 'UI', Value: [instance] } }),
    [tagOfKeyword('RetrieveURL')]: { vr: 'UR', Value: [retrieve] },
  };
}
