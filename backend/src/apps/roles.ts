import { Config } from '../platform/index.js';
import { startApi } from './api.app.js';
import { migrate, provision } from './cli.app.js';
import { demo } from './demo.app.js';
import { startDimse } from './dimse.app.js';
import { startWorker } from './worker.app.js';

const roles: Readonly<Record<string, (config: Config) => Promise<void>>> = {
  api: startApi,
  worker: startWorker,
  dimse: startDimse,
  migrate,
  provision,
  demo,
};

/** Starts one process of the system, or runs one command of it. */
export async function startRole(name: string): Promise<void> {
  const start = roles[name];
  if (!start) throw new Error(`Unknown role "${name}". Roles: ${Object.keys(roles).join(', ')}`);
  await start(Config.fromEnvironment());
}
