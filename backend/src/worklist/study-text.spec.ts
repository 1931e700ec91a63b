import { cursorOf, parseCursor } from './cursor.js';
import { displayName, isoDate } from './study-text.js';

describe('text of a study', () => {
  it.each([
    ['Doe^John^Quincy', 'Doe, John Quincy'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou / 山田, 太郎 / やまだ, たろう'],
    ['^Only', 'Only'],
    ['<b>x</b>', '<b>x</b>'],
    [null, ''],
  ])('shows the name %p as %p', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });

  it.each([
    ['20260301', '2026-03-01'],
    ['2026.03.01', '2026-03-01'],
    ['2026', null],
    [null, null],
  ])('reads the date %p as %p', (date, iso) => {
    expect(isoDate(date)).toBe(iso);
  });
});

describe('cursor', () => {
  it('comes back as it went', () => {
    const place = { band: 1, rankAt: new Date('2026-03-01T08:00:00.123Z'), studyUid: '1.2.3' };
    expect(parseCursor(cursorOf(place))).toEqual({ ...place, rankAt: '2026-03-01T08:00:00.123Z' });
  });

  it.each(['', 'x', Buffer.from('[9,"x",1]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses %p',
    (cursor) => {
      expect(() => parseCursor(cursor)).toThrow(/Cursor not valid/);
    },
  );
});
