import { rejectedWords } from '../model/rejected-words';

describe('rejected images in words', () => {
  it.each(['113001', '113037', '113038', '113039'])('have words of our own for the code %s', (code) => {
    const words = rejectedWords({ code, meaning: 'as it came', images: 2 });
    expect(words).toMatch(/^2 images were rejected and are not shown: /);
    expect(words).not.toContain('as it came');
  });

  it('are counted as one, and a reason without words is said as it came', () => {
    expect(rejectedWords({ code: 'X', meaning: 'Another reason', images: 1 })).toBe(
      '1 image was rejected and is not shown: Another reason',
    );
  });
});
