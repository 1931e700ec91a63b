import { Config } from './config.js';

describe('settings', () => {
  it('names every bad variable at once', () => {
    const read = () => Config.fromEnvironment({ PORT: 'many', FIRSTREAD_MODE: 'test', DATABASE_URL: '' });
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/FIRSTREAD_MODE/);
    expect(read).toThrow(/DATABASE_URL/);
  });

  it('has a default for everything but the database, and resolves folders', () => {
    const config = Config.fromEnvironment({ DATABASE_URL: 'postgres://x' }, '/clone');
    expect(config.env).toMatchObject({
      PORT: 3000,
      DIMSE_PORT: 11112,
      FIRSTREAD_BIND: '127.0.0.1',
      STUDY_QUIET_MS: 5000,
    });
    expect(config.dataFolder).toBe('/clone/.data');
    expect(Config.fromEnvironment({ DATABASE_URL: 'x', FIRSTREAD_DATA: '/var/x' }, '/clone').dataFolder).toBe(
      '/var/x',
    );
  });

  it('knows from which age a study is a prior: none in demo mode, 30 days in production, or as it is set', () => {
    const days = (settings: NodeJS.ProcessEnv) =>
      Config.fromEnvironment({ DATABASE_URL: 'x', ...settings }).backfillAgeDays;
    expect(days({})).toBeNull();
    expect(days({ FIRSTREAD_MODE: 'production' })).toBe(30);
    expect(days({ FIRSTREAD_MODE: 'production', BACKFILL_AGE_DAYS: 'off' })).toBeNull();
    expect(days({ BACKFILL_AGE_DAYS: '90' })).toBe(90);
    expect(() => days({ BACKFILL_AGE_DAYS: '0' })).toThrow(/BACKFILL_AGE_DAYS/);
  });
});
