import { cookieValue } from './api/session-cookie.js';
import { hashPassword, newToken, passwordMatches } from './secrets.js';

describe('passwords', () => {
  it('match their own hash alone, and no hash twice', async () => {
    const hash = await hashPassword('correct horse');
    expect(await passwordMatches('correct horse', hash)).toBe(true);
    expect(await passwordMatches('correct horsE', hash)).toBe(false);
    expect(await hashPassword('correct horse')).not.toBe(hash);
  });

  it('match nothing that is no hash', async () => {
    for (const stored of ['', 'scrypt$$', 'plain', 'scrypt$onlysalt']) {
      expect(await passwordMatches('', stored)).toBe(false);
    }
  });
});

describe('tokens and cookies', () => {
  it('makes tokens nobody guesses', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(newToken()).not.toBe(newToken());
  });

  it.each([
    ['a=1; firstread_session=abc%3D; b=2', 'abc='],
    ['firstread_session=x=y', 'x=y'],
    ['other_firstread_session=x', undefined],
    [undefined, undefined],
  ])('finds the session in %p', (header, value) => {
    expect(cookieValue(header, 'firstread_session')).toBe(value);
  });
});
