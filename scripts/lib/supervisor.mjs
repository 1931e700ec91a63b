import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const GRACE_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;
const STEADY_MS = 10_000;

/**
 * Keeps the processes of the system running: starts one again when it ends unasked, with growing pauses,
 * and ends all of them in reverse order. Each writes to its own log file.
 */
export class Supervisor {
  #logFolder;
  #units = [];
  #stopping = false;

  constructor(logFolder) {
    this.#logFolder = logFolder;
    mkdirSync(logFolder, { recursive: true });
  }

  /** Starts a process; `describe` is asked again at every start, so that a restart may change arguments. */
  start(name, describe, { stopSignal = 'SIGTERM' } = {}) {
    const unit = {
      name,
      describe,
      stopSignal,
      pauseMs: 250,
      log: createWriteStream(join(this.#logFolder, `${name}.log`), { flags: 'a' }),
    };
    this.#units.push(unit);
    this.#launch(unit);
  }

  pids() {
    return Object.fromEntries(this.#units.map(({ name, child }) => [name, child?.pid]));
  }

  async stop() {
    this.#stopping = true;
    for (const unit of this.#units.toReversed()) await this.#end(unit);
  }

  #launch(unit) {
    if (this.#stopping) return;
    const { file, args, options } = unit.describe();
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C reaches the supervisor alone, which then ends them in order.
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    unit.child = child;
    unit.ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdout.pipe(unit.log, { end: false });
    child.stderr.pipe(unit.log, { end: false });
    child.once('error', (error) => unit.log.write(`${error.stack}\n`));
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      if (Date.now() - startedAt > STEADY_MS) unit.pauseMs = 250;
      process.stderr.write(
        `  ${unit.name} ended (${signal ?? `code ${code}`}); starting it again. Its log: ${this.#logFolder}/${unit.name}.log\n`,
      );
      setTimeout(() => this.#launch(unit), unit.pauseMs);
      unit.pauseMs = Math.min(unit.pauseMs * 2, LONGEST_PAUSE_MS);
    });
  }

  async #end(unit) {
    const { child, stopSignal } = unit;
    if (child && child.exitCode === null && child.signalCode === null && child.pid) {
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await unit.ended;
      clearTimeout(timer);
    }
    unit.log.end();
  }
}
