import { getElement, getString } from '../../json/getters.js';
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { tagOfKeyword } from '../../dictionary/dictionary.js';
import { patientAndStudy } from '../source.js';
import { ctSlice } from './samples.js';

/** A source image with attributes as they come, right or wrong. */
function sourceWith(values: Record<string, [vr: string, value: string]>): DicomJsonDataset {
  const wrong = Object.entries(values).map(([keyword, [vr, value]]) => [
    tagOfKeyword(keyword),
    { vr, Value: [value] },
  ]);
  return { ...ctSlice(0), ...(Object.fromEntries(wrong) as DicomJsonDataset) };
}

describe('patientAndStudy', () => {
  it('copies patient and study, not series and image', () => {
    const { dataset, omitted } = patientAndStudy(
      ctSlice(0, { PatientAge: '076Y', StudyDescription: 'HEAD' }),
    );
    expect(getElement(dataset, 'PatientAge')).toEqual({ vr: 'AS', Value: ['076Y'] });
    expect(getString(dataset, 'AccessionNumber')).toBe('A1');
    expect(Object.keys(dataset)).not.toContain(tagOfKeyword('SeriesInstanceUID'));
    expect(Object.keys(dataset)).not.toContain(tagOfKeyword('Rows'));
    expect(omitted).toEqual([]);
  });

  it('leaves out what cannot be valid, and says so', () => {
    const source = sourceWith({
      PatientAge: ['AS', '81'],
      PatientSex: ['CS', 'X'],
      StudyDate: ['DA', '2026-11-25'],
    });
    const { dataset, omitted } = patientAndStudy(source);
    expect(omitted.map(({ keyword }) => keyword).sort()).toEqual(['PatientAge', 'PatientSex', 'StudyDate']);
    expect(Object.keys(dataset)).not.toContain(tagOfKeyword('PatientAge'));
    expect(dataset[tagOfKeyword('PatientSex')]).toEqual({ vr: 'CS' });
  });

  it('keeps identifiers a PACS matches by, however long, and drops only what cannot be written', () => {
    const source = sourceWith({
      AccessionNumber: ['SH', 'ACCESSION-NUMBER-TOO-LONG'],
      StudyID: ['SH', 'a\u0001'],
    });
    const { dataset, omitted } = patientAndStudy(source);
    expect(getString(dataset, 'AccessionNumber')).toBe('ACCESSION-NUMBER-TOO-LONG');
    expect(omitted).toEqual([{ keyword: 'StudyID', reason: 'contains a control character' }]);
  });

  it('does not say that identity was removed where the source does not say how', () => {
    const { omitted } = patientAndStudy(sourceWith({ PatientIdentityRemoved: ['CS', 'YES'] }));
    expect(omitted[0]?.keyword).toBe('PatientIdentityRemoved');
  });

  it('writes required attributes empty where the source lacks them', () => {
    const source = ctSlice(0);
    delete source[tagOfKeyword('PatientName')];
    expect(patientAndStudy(source).dataset[tagOfKeyword('PatientName')]).toEqual({ vr: 'PN' });
  });
});
