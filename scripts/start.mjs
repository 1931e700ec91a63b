import { dataFolder, build, installDependencies, requireFreePort, requireNode } from './lib/project.mjs';
import { installFullViewer } from './lib/full-viewer.mjs';
import { endRunning, step } from './lib/run.mjs';

const running = { system: undefined, demo: undefined, stopping: false };

/** `npm start`: from a fresh clone to a running Firstread. `--empty` leaves the demonstration out. */
async function start() {
  requireNode();
  endOnSignal();
  process.stdout.write('Firstread: AI-integrated radiology worklist. Not a medical device.\n');
  await requireFreePort(Number(process.env.PORT ?? 3000), 'PORT');
  await requireFreePort(Number(process.env.DIMSE_PORT ?? 11112), 'DIMSE_PORT');
  await installDependencies();
  await fetchFullViewer();
  await build();

  const { System } = await import('./lib/system.mjs');
  const folder = dataFolder();
  const system = new System(folder);
  running.system = system;
  const printed = await step('Starting PostgreSQL, API, worker, DIMSE and pages', () => system.start());
  process.stdout.write(`\nFirstread ready at ${system.address}\n`);
  announce(system, folder, printed);
  if (process.argv.includes('--empty') || !system.credentials()) return;
  const { isEmpty, playDemo } = await import('./lib/demo.mjs');
  if (await isEmpty(system)) running.demo = playDemo(system.env);
}

/** Reading does not wait for it: the study page has a viewer of its own. */
async function fetchFullViewer() {
  try {
    await installFullViewer();
  } catch (error) {
    process.stderr.write(`  Going on without the full viewer: ${error.message.split('\n')[0]}\n`);
  }
}

function announce(system, folder, printed) {
  const token = /One-time set-up token: (\S+)/.exec(printed)?.[1];
  const lines = system.credentials()
    ? [`Sign in with a user from ${folder}/credentials.json`]
    : token
      ? [`Create the first administrator at ${system.address}/setup`, `One-time set-up token: ${token}`]
      : [];
  lines.push(
    `DIMSE: AE title ${process.env.DIMSE_AE_TITLE ?? 'FIRSTREAD'}, port ${process.env.DIMSE_PORT ?? 11112}`,
  );
  lines.push('Stop with Ctrl-C.');
  process.stdout.write(`${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

/** Ends every process that this one has started, whatever step it is at. */
function endOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (running.stopping) return;
      running.stopping = true;
      process.stdout.write('\nStopping …\n');
      running.demo?.stop();
      Promise.all([endRunning(), running.system?.stop()]).then(() => process.exit(0), fail);
    });
  }
}

function fail(error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}

// What fails because a signal ended it is no failure to tell of.
start().catch((error) => running.stopping || fail(error));
