import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '../src/platform/index.js';

const MODELS = join(dirname(fileURLToPath(import.meta.url)), '../../models');
/** Nothing listens there: specs have no pages. */
const NO_PAGES = '1';

/** Settings for one suite, with a data folder of its own. */
export interface TestConfig {
  readonly config: Config;
  removeData: () => void;
}

export function testConfig(databaseUrl: string, settings: NodeJS.ProcessEnv = {}): TestConfig {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-spec-'));
  const config = Config.fromEnvironment({
    DATABASE_URL: databaseUrl,
    FIRSTREAD_DATA: folder,
    FIRSTREAD_MODELS: MODELS,
    FIRSTREAD_LOG: 'silent',
    FRONTEND_PORT: NO_PAGES,
    ...settings,
  });
  return { config, removeData: () => rmSync(folder, { recursive: true, force: true }) };
}
