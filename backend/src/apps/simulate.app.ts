import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '../platform/index.js';
import { SyntheticDepartments, SyntheticModule, type Wanted } from '../synthetic/index.js';
import { baseModules } from './base.js';

@Module({})
class SimulateModule {
  static with(config: Config): DynamicModule {
    return { module: SimulateModule, imports: [...baseModules(config, 'simulate'), SyntheticModule] };
  }
}

/** Writes a synthetic department into the database of this configuration, and what is true of it into a file. */
export async function simulate(config: Config): Promise<void> {
  const { wanted, truthFile = join(config.dataFolder, 'synthetic-department.json') } = wantedOf(
    process.argv.slice(3),
  );
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const app = await NestFactory.createApplicationContext(SimulateModule.with(config), { logger: ['error'] });
  try {
    const truth = await app.get(SyntheticDepartments).write(wanted, say);
    await writeFile(truthFile, `${JSON.stringify(truth, null, 2)}\n`);
    say(`${truth.studies} SYNTHETIC studies are there; what is true of them is in ${truthFile}.`);
  } finally {
    await app.close();
  }
}

/** Throws where an argument is unknown or no number. */
function wantedOf(args: string[]): { wanted: Wanted; truthFile: string | undefined } {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '30' },
      readers: { type: 'string', default: '4' },
      'studies-per-day': { type: 'string', default: '1500' },
      seed: { type: 'string', default: '7' },
      until: { type: 'string' },
      truth: { type: 'string' },
      'beside-real': { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'days' | 'readers' | 'studies-per-day' | 'seed', most: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Error(`--${name} is a whole number from 1 to ${most}.`);
    return value;
  };
  const until = values.until === undefined ? new Date() : new Date(values.until);
  if (Number.isNaN(until.getTime())) throw new Error('--until is a time such as 2026-03-02T00:00:00Z.');
  const wanted = {
    days: whole('days', 366),
    readers: whole('readers', 200),
    studiesPerDay: whole('studies-per-day', 50_000),
    seed: whole('seed', 4095),
    until,
    besideReal: values['beside-real'],
  };
  return { wanted, truthFile: values.truth };
}
