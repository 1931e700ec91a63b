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
});
