import { homeOf, safeNext } from '../auth/navigation';
import { dueAt, formatDuration } from '../format/duration';
import { formatTime, formatTimeOrDay } from '../format/instant';
import { ageAndSex, ageAt } from '../format/patient';
import { t, tn } from '../i18n';

describe('durations', () => {
  it.each([
    [45_000, '45 s'],
    [12 * 60_000, '12 min'],
    [185 * 60_000, '3 h 05'],
    [52 * 3_600_000, '2 d 4 h'],
    [48 * 3_600_000, '2 d'],
    [-5, '0 s'],
  ])('%d ms is %s', (span, text) => expect(formatDuration(span)).toBe(text));
});

describe('due', () => {
  const ready = '2026-11-24T08:00:00.000Z';
  const due = '2026-11-24T10:00:00.000Z';
  const at = (time: string): number => Date.parse(`2026-11-24T${time}:00.000Z`);
  it('is at risk in the last quarter', () => {
    expect(dueAt(due, ready, at('09:29'), false).state).toBe('onTime');
    expect(dueAt(due, ready, at('09:31'), false).state).toBe('atRisk');
  });
  it('is overdue by the clock or by the server’s word', () => {
    expect(dueAt(due, ready, at('10:05'), false)).toEqual({ state: 'overdue', span: 300_000 });
    expect(dueAt(due, ready, at('09:59'), true)).toEqual({ state: 'overdue', span: 0 });
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  it('are in the zone of the site', () => {
    expect(formatTime('2026-11-24T06:42:00Z', 'Europe/Vienna', now)).toBe('07:42');
    expect(formatTime('2026-11-22T06:42:00Z', 'Europe/Vienna', now)).toBe('22 Nov 07:42');
    expect(formatTimeOrDay('2026-11-22T06:42:00Z', 'Europe/Vienna', now)).toBe('22 Nov');
    expect(formatTimeOrDay('2026-11-24T06:42:00Z', 'Europe/Vienna', now)).toBe('07:42');
  });
  it('fall back to UTC for a zone that does not exist', () => {
    expect(formatTime('2026-11-24T06:42:00Z', 'Mars/Base', now)).toBe('06:42');
  });
});

describe('age', () => {
  it('is in the unit that a reader uses', () => {
    expect(ageAt('1970-11-25', '2026-11-24')).toBe('55 y');
    expect(ageAt('1970-11-24', '2026-11-24')).toBe('56 y');
    expect(ageAt('2026-02-20', '2026-11-24')).toBe('9 mo');
    expect(ageAt('2026-11-20', '2026-11-24')).toBe('4 d');
  });
  it('is not guessed', () => {
    expect(ageAt(null, '2026-11-24')).toBeNull();
    expect(ageAt('2027-01-01', '2026-11-24')).toBeNull();
    expect(ageAt('1700-01-01', '2026-11-24')).toBeNull();
    expect(ageAndSex({ name: '', id: '', birthDate: null, sex: 'F' }, '2026-11-24')).toBe('F');
  });
});

describe('messages', () => {
  it('fill in parameters and choose the plural', () => {
    expect(t('worklist.unread', { count: 3 })).toBe('3 unread');
    expect(tn('study.series.images', 1)).toBe('1 image');
    expect(tn('study.series.images', 2)).toBe('2 images');
  });
});

describe('where to go after signing in', () => {
  it('only to a path of our own', () => {
    expect(safeNext('/studies/1.2')).toBe('/studies/1.2');
    for (const bad of [
      '//evil.example',
      'https://evil.example',
      '/\\evil',
      'worklist',
      '/login?next=/x',
      null,
    ])
      expect(safeNext(bad)).toBeNull();
  });
  it('the first page that the role opens', () => {
    const session = {
      id: '1',
      displayName: '',
      email: null,
      role: 'aiVendor' as const,
      actions: ['model.read' as const],
      site: { name: '', timeZone: 'UTC' },
    };
    expect(homeOf(session)).toBe('/models');
    expect(homeOf({ ...session, actions: ['worklist.read', 'model.read'] })).toBe('/worklist');
    expect(homeOf({ ...session, actions: [] })).toBeNull();
  });
});
