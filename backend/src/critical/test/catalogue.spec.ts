import { criticalSettingsChangeSchema } from '@firstread/contract';
import { minutesFor, SHIPPED } from '../domain/catalogue.js';

describe('the catalogue as shipped', () => {
  it('could be saved as it is: codes that differ, levels told later and later', () => {
    const saved = criticalSettingsChangeSchema.parse({ ...SHIPPED, expectedVersion: 0 });
    expect(saved).toEqual({ ...SHIPPED, expectedVersion: 0 });
  });

  it('has findings of every level, a good dozen, each in words of its own, and tells nobody yet', () => {
    const { findings, steps } = SHIPPED;
    expect(findings.length).toBeGreaterThan(12);
    expect(new Set(findings.map(({ label }) => label.toLowerCase())).size).toBe(findings.length);
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['red', 'orange', 'yellow']));
    expect(Object.values(steps).flatMap(({ targets }) => targets)).toEqual([]);
  });
});

describe('the time limit', () => {
  const minutes = { red: 60, orange: 360, yellow: 4320 };
  const own = { code: 'bleeding', label: 'Bleeding', level: 'red', minutes: 15, concept: null } as const;
  const findings = [own, { ...own, code: 'free-air', minutes: null }];

  it('is that of the finding at its own level, otherwise that of the level', () => {
    const of = (findingCode: string | null, level: 'red' | 'orange' | 'yellow') =>
      minutesFor({ minutes, findings }, { findingCode, level });
    expect(of('bleeding', 'red')).toBe(15);
    expect(of('bleeding', 'orange')).toBe(360);
    expect(of('free-air', 'red')).toBe(60);
    expect(of(null, 'yellow')).toBe(4320);
    expect([SHIPPED.minutes.red, SHIPPED.minutes.orange, SHIPPED.minutes.yellow]).toEqual([60, 360, 4320]);
  });
});
