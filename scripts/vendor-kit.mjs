import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, installDependencies, requireNode, root } from './lib/project.mjs';

/** `npm run vendor-kit -- init|verify|digest|pack|submit …`: what an AI vendor needs, without a running Firstread. */

requireNode();
await installDependencies();
const kit = join(root, 'backend', 'dist', 'apps', 'vendor-kit.js');
if (!existsSync(kit)) await build();
// Paths that a person types are seen from where they stand.
const child = spawn(process.execPath, [kit, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
child.on('exit', (code) => process.exit(code ?? 1));
