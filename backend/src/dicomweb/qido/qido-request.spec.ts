import { readQidoRequest } from './qido-request.js';

describe('QIDO-RS parameters', () => {
  it('reads what a viewer sends', () => {
    expect(
      readQidoRequest({
        limit: '101',
        offset: '5',
        fuzzymatching: 'False',
        includefield: '00081030,00080060',
        '00100020': '*x*',
        AccessionNumber: '',
        StudyInstanceUID: ['1.2', '1.3\\1.4'],
        '00400275.00400009': 'S1',
      }),
    ).toEqual({
      limit: 101,
      offset: 5,
      fuzzy: false,
      include: ['00081030', '00080060'],
      keys: {
        PatientID: '*x*',
        AccessionNumber: '',
        StudyInstanceUID: '1.2,1.3\\1.4',
        'RequestAttributesSequence.ScheduledProcedureStepID': 'S1',
      },
    });
  });

  it('bounds the page, and takes all or many fields', () => {
    expect(readQidoRequest({ limit: '999999' }).limit).toBe(1000);
    expect(readQidoRequest({ includefield: ['PatientName', 'all'] }).include).toBe('all');
    expect(readQidoRequest({ includefield: ['Rows', '00091001'] }).include).toEqual(['00280010', '00091001']);
  });

  it.each([
    [{ Nonsense: '1' }, 'UNSUPPORTED_PARAMETER', 'Nonsense'],
    [{ '00091001': '1' }, 'UNSUPPORTED_PARAMETER', '00091001'],
    [{ limit: '-1' }, 'INVALID_PARAMETER', 'limit'],
    [{ fuzzymatching: 'perhaps' }, 'INVALID_PARAMETER', 'fuzzymatching'],
    [{ includefield: 'Nonsense' }, 'UNSUPPORTED_PARAMETER', 'Nonsense'],
    [{ PatientID: ['a', 'b'] }, 'INVALID_PARAMETER', 'PatientID'],
  ])('refuses %p and names the parameter', (query, code, name) => {
    let error: unknown;
    try {
      readQidoRequest(query);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code, status: 400, detail: expect.stringContaining(name) as string });
  });
});
