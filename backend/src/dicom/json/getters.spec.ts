import type { DicomJsonDataset } from './dicom-json.js';
import {
  getItem,
  getNumber,
  getNumbers,
  getPersonName,
  getSequence,
  getString,
  getStrings,
  hasElement,
} from './getters.js';

const DATASET: DicomJsonDataset = {
  '00100010': { vr: 'PN', Value: [{ Ideographic: '山田^太郎' }] },
  '00100020': { vr: 'LO' },
  '00080008': { vr: 'CS', Value: ['ORIGINAL', null, 'AXIAL'] },
  '00280030': { vr: 'DS', Value: [0.5, '0.25'] },
  '00200013': { vr: 'IS', Value: ['1A'] },
  '00081140': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2'] } }, null] },
};

describe('getters', () => {
  it('read by keyword or tag, and give nothing for what is absent, empty or of another kind', () => {
    expect(getString(DATASET, 'PatientName')).toBe('山田^太郎');
    expect(getPersonName(DATASET, '00100010')).toEqual({ Ideographic: '山田^太郎' });
    expect(hasElement(DATASET, 'PatientID')).toBe(true);
    expect(getString(DATASET, 'PatientID')).toBeUndefined();
    expect(getString(DATASET, 'StudyDate')).toBeUndefined();
    expect(getStrings(DATASET, 'ImageType')).toEqual(['ORIGINAL', '', 'AXIAL']);
    expect(getNumbers(DATASET, 'PixelSpacing')).toEqual([0.5, 0.25]);
    expect(getNumber(DATASET, 'InstanceNumber')).toBeUndefined();
    expect(getNumbers(DATASET, 'InstanceNumber')).toEqual([]);
    expect(getSequence(DATASET, 'ReferencedImageSequence')).toHaveLength(2);
    expect(getString(getItem(DATASET, 'ReferencedImageSequence') ?? {}, 'ReferencedSOPInstanceUID')).toBe(
      '1.2',
    );
    expect(getSequence(DATASET, 'PatientName')).toEqual([]);
  });

  it('refuse a word that is no keyword', () => {
    expect(() => getString(DATASET, 'PatientNmae')).toThrow(RangeError);
  });
});
