import { spawn } from 'node:child_process';
import { backendMain } from './system.mjs';
import { root } from './project.mjs';

/** True where the archive holds no study. */
export async function isEmpty(system) {
  const response = await system.request('/dicomweb/studies?limit=1');
  return (await response.json()).length === 0;
}

/** Plays the synthetic department morning; resolves when it is over or was stopped. */
export function playDemo(env) {
  const child = spawn(process.execPath, [backendMain, 'demo'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { ended, stop: () => child.kill() };
}
