import { matcher } from '../model/filter';
import { ai, row } from './worklist.factory';

describe('filter', () => {
  const item = row('1', {
    patient: { name: 'Müller, Jörg', id: 'P-77', birthDate: null, sex: 'M' },
    modalities: ['CT'],
    ai: [ai('flagged')],
  });

  it('lets everything through while empty', () => {
    expect(matcher('  ')(item)).toBe(true);
  });
  it('finds without case and accents, by any word of the row', () => {
    expect(matcher('muller ct')(item)).toBe(true);
    expect(matcher('p-77')(item)).toBe(true);
    expect(matcher('lesion')(item)).toBe(true);
  });
  it('matches words from their beginning, numbers anywhere', () => {
    const suspected = row('3', {
      modalities: ['DX'],
      ai: [ai('flagged')],
      patient: { name: 'X', id: 'AB-1234', birthDate: null, sex: null },
    });
    expect(matcher('ct')(suspected)).toBe(false);
    expect(matcher('234')(suspected)).toBe(true);
  });
  it('wants every word', () => {
    expect(matcher('muller mr')(item)).toBe(false);
  });
  it('does not find a finding that was not flagged', () => {
    const clear = row('2', {
      ai: [ai('notFlagged', { findings: [{ label: 'Lesion suspected', flagged: false, critical: true }] })],
    });
    expect(matcher('lesion')(clear)).toBe(false);
  });
});
