import { playMorning } from '../demo/index.js';
import type { Config } from '../platform/index.js';

/** Plays the demonstration to the DIMSE process of this configuration. */
export async function demo(config: Config): Promise<void> {
  const { DIMSE_PORT: port, DIMSE_AE_TITLE: calledAeTitle, FIRSTREAD_BIND: bind } = config.env;
  const host = bind === '0.0.0.0' ? '127.0.0.1' : bind;
  const peer = { host, port, callingAeTitle: 'PHANTOM', calledAeTitle };
  await playMorning(peer, new Date(), (line) => process.stdout.write(`${line}\n`));
}
