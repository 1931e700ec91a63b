import { formatBytes } from '../format/bytes';

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_440_000, '1.4 MB'],
    [9_960_000, '10 MB'],
    [999_600, '1.0 MB'],
    [12_300_000_000, '12 GB'],
  ])('of %i bytes is said as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
