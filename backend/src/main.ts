import 'reflect-metadata';
import { startRole } from './apps/roles.js';

/** `node dist/main.js ROLE`; the roles are in apps/roles.ts. */
startRole(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 200).unref();
});
