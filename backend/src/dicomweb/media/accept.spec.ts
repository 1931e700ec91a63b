import { readAccept, takes } from './accept.js';

describe('Accept', () => {
  it('reads what viewers send, quoted or not', () => {
    const range = {
      type: 'multipart/related',
      part: 'application/octet-stream',
      transferSyntax: '*',
      quality: 1,
    };
    expect(readAccept('multipart/related; type=application/octet-stream; transfer-syntax=*')).toEqual([
      range,
    ]);
    expect(readAccept('multipart/related; type="application/octet-stream"; transfer-syntax="*"')).toEqual([
      range,
    ]);
  });

  it('puts the best liked first, and leaves out what is refused', () => {
    const types = readAccept('image/png;q=0.5, image/jpeg, text/html;q=0, */*;q=0.1').map(({ type }) => type);
    expect(types).toEqual(['image/jpeg', 'image/png', '*/*']);
    expect(readAccept(undefined)).toEqual([{ type: '*/*', quality: 1 }]);
  });

  it('knows wildcards', () => {
    expect(takes('image/*', 'image/png')).toBe(true);
    expect(takes('*/*', 'image/png')).toBe(true);
    expect(takes('image/*', 'application/dicom')).toBe(false);
  });
});
