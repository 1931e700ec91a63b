import { Config } from '../platform/index.js';

type Start = (config: Config) => Promise<void>;

/** Each role loads its own rooms only. */
const roles: Readonly<Record<string, () => Promise<Start>>> = {
  api: async () => (await import('./api.app.js')).startApi,
  worker: async () => (await import('./worker.app.js')).startWorker,
  dimse: async () => (await import('./dimse.app.js')).startDimse,
  setup: async () => (await import('./setup.app.js')).setUp,
  demo: async () => (await import('./demo.app.js')).demo,
  simulate: async () => (await import('./simulate.app.js')).simulate,
};

/** Starts one process of the system, or runs one command of it. */
export async function startRole(name: string): Promise<void> {
  const load = roles[name];
  if (!load) throw new Error(`Unknown role "${name}". Roles: ${Object.keys(roles).join(', ')}`);
  const start = await load();
  await start(Config.fromEnvironment());
}
