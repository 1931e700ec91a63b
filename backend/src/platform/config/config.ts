import { isAbsolute, resolve } from 'node:path';
import { envSchema, type Env } from './env.schema.js';

/** Settings of this process. The only reader of the environment; lists every bad variable at once. */
export class Config {
  readonly env: Env;
  readonly dataFolder: string;
  readonly modelsFolder: string;

  constructor(env: Env, base: string) {
    this.env = env;
    this.dataFolder = absolute(env.FIRSTREAD_DATA, base);
    this.modelsFolder = absolute(env.FIRSTREAD_MODELS, base);
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
