import { datasetOf, type DicomJsonDataset } from '../../dicom/index.js';
import { project } from './projection.js';

const known = datasetOf({
  PatientName: 'PHANTOM^ONE',
  PatientID: 'P1',
  ScheduledProcedureStepSequence: [{ Modality: 'CT', ScheduledStationAETitle: 'CT1' }],
});

function asked(
  attributes: Parameters<typeof datasetOf>[0],
  step?: Parameters<typeof datasetOf>[0],
): DicomJsonDataset {
  const sequence = step ? { '00400100': { vr: 'SQ', Value: [datasetOf(step)] } } : {};
  return { ...datasetOf(attributes), ...sequence };
}

describe('an answer', () => {
  it('has what was asked for and nothing else; what is not known is empty', () => {
    expect(project(asked({ PatientName: 'PH*', PatientComments: null }), known)).toEqual({
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'PHANTOM^ONE' }] },
      '00104000': { vr: 'LT' },
    });
  });

  it('has of a sequence what its item asked for', () => {
    const request = asked({}, { Modality: 'MR', ScheduledStationName: null });
    expect(project(request, datasetWithItems())).toEqual({
      '00400100': {
        vr: 'SQ',
        items: [{ '00080060': { vr: 'CS', Value: ['CT'] }, '00400010': { vr: 'SH' } }],
      },
    });
  });

  it('has the whole of a sequence that was asked for without an item', () => {
    const known = datasetWithItems();
    expect(project({ '00400100': { vr: 'SQ' } }, known)).toEqual({ '00400100': known['00400100'] });
  });

  it('leaves out the character set of the request and group lengths', () => {
    const request: DicomJsonDataset = {
      '00080005': { vr: 'CS', Value: ['ISO_IR 100'] },
      '00100000': { vr: 'UL' },
    };
    expect(project(request, known)).toEqual({});
  });
});

function datasetWithItems(): DicomJsonDataset {
  const item = datasetOf({ Modality: 'CT', ScheduledStationAETitle: 'CT1' });
  return { '00400100': { vr: 'SQ', Value: [item] } };
}
