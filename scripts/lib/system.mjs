import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgres } from './postgres.mjs';
import { freePort, ownAddress, root, until } from './project.mjs';
import { run } from './run.mjs';
import { Supervisor } from './supervisor.mjs';

/**
 * Room for young objects, MiB: what receives and sends images makes buffers by the hundred, and with V8's own 16 they
 * grow old before they are let go. As in docker-compose.yml.
 */
const YOUNG_SPACE = '--max-semi-space-size=32';
export const backendMain = join(root, 'backend', 'dist', 'main.js');
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');

/**
 * One whole Firstread on this machine: PostgreSQL (unless DATABASE_URL names one), API, worker, DIMSE and
 * pages, as separate processes. `env` overrides settings; tests start systems of their own with it.
 */
export class System {
  #supervisor;
  #env;
  #folder;
  #pages;

  constructor(folder, env = {}, { pages = true } = {}) {
    this.#folder = folder;
    this.#env = { ...process.env, FIRSTREAD_DATA: folder, NODE_ENV: 'production', ...env };
    this.#pages = pages;
  }

  get address() {
    return ownAddress(this.#env).url;
  }

  get env() {
    return this.#env;
  }

  pids() {
    return this.#supervisor.pids();
  }

  /**
   * Brings everything up; returns what provisioning printed (the set-up token in production). Where a part
   * does not come up, ends the others and says where its log is.
   */
  async start() {
    try {
      return await this.#bringUp();
    } catch (error) {
      await this.stop();
      throw new Error(`${error.message}\nThe logs of all processes: ${join(this.#folder, 'logs')}`, {
        cause: error,
      });
    }
  }

  async #bringUp() {
    mkdirSync(this.#folder, { recursive: true, mode: 0o755 });
    this.#supervisor = new Supervisor(join(this.#folder, 'logs'));
    this.#env.FRONTEND_PORT ??= String(await freePort());
    if (this.#pages) this.#supervisor.start('pages', () => this.#nextServer());
    if (!this.#env.DATABASE_URL) await this.#startPostgres();
    const printed = await run(process.execPath, [backendMain, 'setup'], {
      cwd: root,
      env: this.#env,
      title: 'setup',
    });
    for (const role of ['api', 'worker', 'dimse'])
      this.#supervisor.start(role, () => this.#node([YOUNG_SPACE, backendMain, role]));
    await until(() => this.#answers('/readyz'), { timeoutMs: 60_000, what: 'The API being ready' });
    await until(() => this.#listens(), { timeoutMs: 60_000, what: 'DIMSE being ready' });
    if (this.#pages)
      await until(() => this.#answers('/login'), { timeoutMs: 60_000, what: 'The pages being ready' });
    return printed;
  }

  async stop() {
    await this.#supervisor?.stop();
  }

  credentials() {
    const path = join(this.#folder, 'credentials.json');
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  }

  /** A request to the API with the demo token. */
  async request(path, options = {}) {
    return fetch(`${this.address}${path}`, {
      ...options,
      headers: { Authorization: `Bearer ${this.credentials().apiToken}`, ...options.headers },
    });
  }

  async #startPostgres() {
    const postgres = new EmbeddedPostgres(this.#folder);
    await postgres.prepare();
    await postgres.endLeftover();
    this.#supervisor.start('postgres', () => postgres.command, { stopSignal: 'SIGINT' });
    await postgres.ready();
    this.#env.DATABASE_URL = postgres.url;
  }

  #node(args) {
    return { file: process.execPath, args, options: { cwd: root, env: this.#env } };
  }

  #nextServer() {
    const { file, args, options } = this.#node([
      next,
      'start',
      '-H',
      '127.0.0.1',
      '-p',
      this.#env.FRONTEND_PORT,
    ]);
    return { file, args, options: { ...options, cwd: join(root, 'frontend') } };
  }

  #listens() {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(this.#env.DIMSE_PORT ?? 11112), ownAddress(this.#env).host);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
    });
  }

  async #answers(path) {
    return (await fetch(`${this.address}${path}`)).ok;
  }
}
