import { doorWords } from '../model/door-words';

describe('a door in words', () => {
  it('has words for the doors that there are, and keeps any other as it came', () => {
    expect(doorWords('dimse')).toBe('DIMSE');
    expect(doorWords('stow')).toBe('DICOMweb (STOW-RS)');
    expect(doorWords('folder')).toBe('folder');
  });
});
