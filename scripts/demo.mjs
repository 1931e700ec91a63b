import { playDemo } from './lib/demo.mjs';

/** `npm run demo`: plays the synthetic department morning to a running Firstread. */
const env = { DATABASE_URL: 'not-used', ...process.env };
process.exitCode = await playDemo(env).ended;
