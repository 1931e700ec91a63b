import { installFullViewer } from './lib/full-viewer.mjs';
import { endRunning } from './lib/run.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endRunning());

/** `npm run full-viewer`: fetches OHIF, for installations that are not started by `npm start`. */
installFullViewer().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
