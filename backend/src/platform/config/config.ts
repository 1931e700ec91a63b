import { isAbsolute, resolve } from 'node:path';
import { envSchema, type Env } from './env.schema.js';

const DEFAULT_BACKFILL_AGE_DAYS = 30;

/** Settings of this process. The only reader of the environment; lists every bad variable at once. */
export class Config {
  readonly env: Env;
  readonly dataFolder: string;
  readonly modelsFolder: string;
  readonly viewerFolder: string;

  constructor(env: Env, base: string) {
    this.env = env;
    this.dataFolder = absolute(env.FIRSTREAD_DATA, base);
    this.modelsFolder = absolute(env.FIRSTREAD_MODELS, base);
    this.viewerFolder = absolute(env.FIRSTREAD_VIEWER, base);
  }

  /** Age in days above which a study is a prior; null where none is. */
  get backfillAgeDays(): number | null {
    const { BACKFILL_AGE_DAYS: days, FIRSTREAD_MODE: mode } = this.env;
    if (days === undefined) return mode === 'demo' ? null : DEFAULT_BACKFILL_AGE_DAYS;
    return days === 'off' ? null : days;
  }

  static fromEnvironment(source: NodeJS.ProcessEnv = process.env, base: string = process.cwd()): Config {
    const parsed = envSchema.safeParse(source);
    if (!parsed.success) {
      const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
      throw new Error(`The configuration is not valid. Correct these variables:\n${lines.join('\n')}`);
    }
    return new Config(parsed.data, base);
  }
}

function absolute(path: string, base: string): string {
  return isAbsolute(path) ? path : resolve(base, path);
}
