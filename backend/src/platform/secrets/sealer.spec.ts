import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Config } from '../config/config.js';
import { Sealer } from './sealer.js';

const folders: string[] = [];
function sealerIn(folder = mkdtempSync(join(tmpdir(), 'firstread-sealer-'))): Sealer {
  folders.push(folder);
  return new Sealer(Config.fromEnvironment({ DATABASE_URL: 'x', FIRSTREAD_DATA: folder }));
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

it('opens what it has sealed, which shows nothing of it and looks different each time', () => {
  const sealer = sealerIn();
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: 'binary' }), (secret) => {
      const [one, other] = [sealer.seal(secret, 'spec'), sealer.seal(secret, 'spec')];
      expect(one).not.toBe(other);
      expect(one).not.toContain(secret);
      expect([sealer.open(one, 'spec'), sealer.open(other, 'spec')]).toEqual([secret, secret]);
      expect([sealer.isSealed(one), sealer.isSealed(secret)]).toEqual([true, false]);
    }),
  );
});

it('opens nothing that was sealed for another purpose or under another key, or was changed', () => {
  const sealer = sealerIn();
  const sealed = sealer.seal('whsec_spec', 'spec');
  expect(() => sealer.open(sealed, 'other')).toThrow();
  expect(() => sealerIn().open(sealed, 'spec')).toThrow();
  const bytes = Buffer.from(sealed.slice('sealed:v1:'.length), 'base64');
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => sealer.open(`sealed:v1:${changed.toString('base64')}`, 'spec')).toThrow();
  }
  expect(() => sealer.open('sealed:v1:', 'spec')).toThrow();
});

it('has one key for all processes of a data folder, which its owner alone can read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-sealer-'));
  const [one, other] = [sealerIn(folder), sealerIn(folder)];
  expect(other.open(one.seal('secret', 'spec'), 'spec')).toBe('secret');
  expect(statSync(one.keyFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(one.keyFile)).toHaveLength(32);
});

it('makes no other key in place of one that is damaged', () => {
  const sealer = sealerIn();
  writeFileSync(sealer.keyFile, 'short');
  expect(() => sealer.seal('secret', 'spec')).toThrow(/has 5 bytes; a key has 32/);
});
