import { zonedInstant, zonedText } from '../format/zoned';

const BERLIN = 'Europe/Berlin';

describe('a time by the clock of the site', () => {
  it('is the instant that this clock shows', () => {
    expect(zonedInstant('2026-11-24T07:42', BERLIN)).toBe('2026-11-24T06:42:00.000Z');
    expect(zonedInstant('2026-07-24T07:42', BERLIN)).toBe('2026-07-24T05:42:00.000Z');
    expect(zonedInstant('2026-11-24T07:42', 'Asia/Kolkata')).toBe('2026-11-24T02:12:00.000Z');
  });

  it('of an hour that comes twice is the first, and of one that is left out the time as it went on', () => {
    expect(zonedInstant('2026-10-25T02:30', BERLIN)).toBe('2026-10-25T00:30:00.000Z');
    expect(zonedInstant('2026-03-29T02:30', BERLIN)).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is none where it is no time', () => {
    for (const text of ['', '07:42', '2026-13-01T00:00', 'now'])
      expect(zonedInstant(text, BERLIN)).toBeNull();
  });

  it.each([BERLIN, 'America/St_Johns', 'Pacific/Auckland', 'UTC'])('goes there and back in %s', (zone) => {
    // Every hour and a bit of a year, so that the changes of the clock are among them.
    for (
      let instant = Date.parse('2026-01-01T00:00Z');
      instant < Date.parse('2027-01-01');
      instant += 4_020_000
    ) {
      const text = zonedText(instant, zone);
      expect(zonedText(Date.parse(zonedInstant(text, zone) ?? ''), zone)).toBe(text);
    }
  });
});
