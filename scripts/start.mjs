import { dataFolder, build, installDependencies, requireFreePort, requireNode } from './lib/project.mjs';
import { step } from './lib/run.mjs';

/** `npm start`: from a fresh clone to a running Firstread. `--empty` leaves the demonstration out. */
async function start() {
  requireNode();
  process.stdout.write('Firstread: AI-integrated radiology worklist. Not a medical device.\n');
  await requireFreePort(Number(process.env.PORT ?? 3000), 'PORT');
  await requireFreePort(Number(process.env.DIMSE_PORT ?? 11112), 'DIMSE_PORT');
  await installDependencies();
  await build();

  const { System } = await import('./lib/system.mjs');
  const folder = dataFolder();
  const system = new System(folder);
  const stop = endOnSignal(system);
  const printed = await step('Starting PostgreSQL, API, worker, DIMSE and pages', () => system.start());
  process.stdout.write(`\nFirstread ready at ${system.address}\n`);
  announce(system, folder, printed);
  if (process.argv.includes('--empty') || !system.credentials()) return;
  const { isEmpty, playDemo } = await import('./lib/demo.mjs');
  if (await isEmpty(system)) stop.demo = playDemo(system.env);
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

function endOnSignal(system) {
  const stop = { requested: false };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stop.requested) return;
      stop.requested = true;
      stop.demo?.stop();
      process.stdout.write('\nStopping …\n');
      system.stop().then(
        () => process.exit(0),
        (error) => {
          process.stderr.write(`${error.stack}\n`);
          process.exit(1);
        },
      );
    });
  }
  return stop;
}

start().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 15_000).unref();
});
