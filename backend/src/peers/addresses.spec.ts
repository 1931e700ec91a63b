import { isWithin, plainAddress } from './addresses.js';

describe('an address', () => {
  it.each([
    ['10.0.0.7', ['10.0.0.7'], true],
    ['10.0.0.8', ['10.0.0.7'], false],
    ['10.0.3.8', ['192.168.0.1', '10.0.0.0/16'], true],
    ['10.1.3.8', ['10.0.0.0/16'], false],
    ['::ffff:10.0.0.7', ['10.0.0.0/8'], true],
    ['fd00::5', ['fd00::/8'], true],
    ['fe80::5', ['fd00::/8'], false],
    ['10.0.0.7', [], false],
    ['unknown', ['0.0.0.0/0', '::/0'], false],
    ['172.16.0.1', ['0.0.0.0/0'], true],
  ])('%s within %j: %s', (address, ranges, expected) => {
    expect(isWithin(address, ranges)).toBe(expected);
  });

  it('of IPv4 over IPv6 is written as IPv4', () => {
    expect(plainAddress('::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(plainAddress('::1')).toBe('::1');
  });
});
