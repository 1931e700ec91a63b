import { parseQidoQuery } from './qido-query.js';

const where = (query: Record<string, unknown>, level: 'study' | 'series' | 'instance' = 'study') => {
  const { where: conditions, parameters } = parseQidoQuery(level, query);
  return [conditions.join(' and '), parameters];
};

describe('QIDO-RS parameters', () => {
  it.each([
    [{ PatientID: 'A1' }, 'study.patient_id = $1', ['A1']],
    [{ '00100020': 'A*' }, 'study.patient_id like $1', ['A%']],
    [{ PatientName: 'doe^j?n*' }, 'study.patient_name ilike $1', ['doe^j_n%']],
    [{ StudyDescription: '50%_' }, 'study.study_description ilike $1', ['50\\%\\_']],
    [
      { StudyDate: '20260101-20260131' },
      'study.study_date >= $1 and study.study_date <= $2',
      ['20260101', '20260131'],
    ],
    [{ StudyDate: '-20260131' }, 'study.study_date <= $1', ['20260131']],
    [{ StudyDate: '20260101' }, 'study.study_date = $1', ['20260101']],
    [{ StudyInstanceUID: '1.2\\1.3' }, 'study.study_instance_uid = any($1)', [['1.2', '1.3']]],
    [{ StudyInstanceUID: ['1.2', '1.3,1.4'] }, 'study.study_instance_uid = any($1)', [['1.2', '1.3', '1.4']]],
    [{ PatientName: '*', includefield: 'all' }, '', []],
  ])('reads %p', (query, conditions, parameters) => {
    expect(where(query)).toEqual([conditions, parameters]);
  });

  it('takes Modality at study level for Modalities in Study, and at series level for itself', () => {
    expect(where({ Modality: 'CT' })[0]).toContain('exists (select from series');
    expect(where({ Modality: 'CT' }, 'series')[0]).toBe('series.modality = $1');
  });

  it('reads limit, offset and the wish for fuzzy matching, and bounds the page', () => {
    expect(parseQidoQuery('study', { limit: '5', offset: '10', fuzzymatching: 'true' })).toMatchObject({
      limit: 5,
      offset: 10,
      fuzzyAsked: true,
    });
    expect(parseQidoQuery('study', { limit: '999999' }).limit).toBe(1000);
  });

  it.each([
    [{ Nonsense: '1' }, 'UNSUPPORTED_PARAMETER', 'Nonsense'],
    [{ SOPInstanceUID: '1.2' }, 'UNSUPPORTED_PARAMETER', 'SOPInstanceUID'],
    [{ limit: '-1' }, 'INVALID_PARAMETER', 'limit'],
    [{ StudyDate: 'yesterday' }, 'INVALID_PARAMETER', 'StudyDate'],
    [{ StudyDate: '-' }, 'INVALID_PARAMETER', 'StudyDate'],
  ])('refuses %p and names the parameter', (query, code, name) => {
    let error: unknown;
    try {
      parseQidoQuery('study', query);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code, status: 400, detail: expect.stringContaining(name) as string });
  });
});
