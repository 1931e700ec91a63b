import { datasetOf, type DicomJsonDataset } from '../../dicom/index.js';
import { SOP_CLASS } from '../tables.js';
import { levelOf, requireKeysAbove, retrievalKeys } from './unique-keys.js';

const { patientRootMove, studyRootFind, studyRootMove } = SOP_CLASS;

function identifier(attributes: Parameters<typeof datasetOf>[0]): DicomJsonDataset {
  return datasetOf(attributes);
}

describe('the level', () => {
  it('must be one of the information model', () => {
    expect(levelOf(patientRootMove, identifier({ QueryRetrieveLevel: 'PATIENT' }))).toBe('PATIENT');
    expect(() => levelOf(studyRootMove, identifier({ QueryRetrieveLevel: 'PATIENT' }))).toThrow('PATIENT');
    expect(() => levelOf(studyRootMove, identifier({}))).toThrow('missing');
  });
});

describe('a query', () => {
  it('names one value for every level above', () => {
    const keys = { StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' };
    expect(() => requireKeysAbove(studyRootFind, 'IMAGE', identifier(keys))).not.toThrow();
    expect(() => requireKeysAbove(studyRootFind, 'SERIES', identifier({}))).toThrow('StudyInstanceUID');
    const two = identifier({ StudyInstanceUID: ['1.2', '1.3'] });
    expect(() => requireKeysAbove(studyRootFind, 'SERIES', two)).toThrow('one value of StudyInstanceUID');
  });
});

describe('a retrieval', () => {
  it('selects by the keys down to its level, and ignores those below', () => {
    const wanted = { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: '1.2', SOPInstanceUID: '1.2.9' };
    expect(
      retrievalKeys(studyRootMove, identifier({ ...wanted, SeriesInstanceUID: ['1.2.1', '1.2.2'] })),
    ).toEqual({
      studyInstanceUids: ['1.2'],
      seriesInstanceUids: ['1.2.1', '1.2.2'],
    });
  });

  it('selects a patient only by one Patient ID', () => {
    expect(
      retrievalKeys(patientRootMove, identifier({ QueryRetrieveLevel: 'PATIENT', PatientID: 'P1' })),
    ).toEqual({
      patientId: 'P1',
    });
    expect(() =>
      retrievalKeys(patientRootMove, identifier({ QueryRetrieveLevel: 'PATIENT', PatientID: 'P*' })),
    ).toThrow('PatientID');
  });

  it('of nothing in particular is refused', () => {
    const nothing = identifier({ QueryRetrieveLevel: 'STUDY', StudyInstanceUID: null });
    expect(() => retrievalKeys(studyRootMove, nothing)).toThrow(
      expect.objectContaining({
        status: 0xa900,
        message: expect.stringMatching(/StudyInstanceUID/) as string,
      }) as Error,
    );
  });
});
