import { Blob } from 'node:buffer';
import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { dataFolder, ownAddress } from './lib/project.mjs';

/**
 * `npm run import -- [--prior | --new] PATH…`: sends files and folders to Firstread by STOW-RS and says what became
 * of each. `--prior` archives new studies without a reading, `--new` has them read however old they are.
 */

const AT_A_TIME = 4;
const PATIENCE_MS = 120_000;
const REASON_TAG = '00091001';
const REMARK_TAG = '00091002';

const INTAKE = { '--prior': 'prior', '--new': 'reading' };

async function importPaths(args) {
  const options = args.filter((arg) => arg.startsWith('--'));
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const unknown = options.find((option) => !INTAKE[option]);
  if (paths.length === 0 || unknown || options.length > 1)
    throw new Error('Say what to import: npm run import -- [--prior | --new] PATH…');
  const target = { ...(await destination()), intake: INTAKE[options[0]] };
  const files = [];
  for (const path of paths) await collect(resolve(path), files);
  if (files.length === 0) throw new Error('There are no files below these paths.');
  const progress = new Progress(files.length);
  const outcomes = await sendAll(files, target, progress);
  progress.end();
  summarise(outcomes);
}

/** Address and token: from the environment, else those of this machine's demo site. */
async function destination() {
  const url = process.env.FIRSTREAD_URL ?? ownAddress(process.env).url;
  if (process.env.FIRSTREAD_TOKEN) return { url, token: process.env.FIRSTREAD_TOKEN };
  const path = join(dataFolder(), 'credentials.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(
      `There is no ${path}. Start Firstread first (npm start), or give FIRSTREAD_URL and FIRSTREAD_TOKEN.`,
    );
  });
  return { url, token: JSON.parse(text).apiToken };
}

async function collect(path, files) {
  const found = await stat(path);
  if (found.isFile()) files.push(path);
  if (!found.isDirectory()) return;
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  for (const name of names) await collect(join(path, name), files);
}

async function sendAll(files, target, progress) {
  const outcomes = [];
  const waiting = files.values();
  const lane = async () => {
    for (const file of waiting) {
      outcomes.push({ file, ...(await send(file, target)) });
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return outcomes.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Sends one file; waits and repeats while the server is away, which stores nothing twice. */
async function send(file, target) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let pause = 250; ; pause = Math.min(pause * 2, 5000)) {
    const answer = await attempt(file, target);
    if (answer) return answer;
    if (Date.now() > deadline)
      throw new Error(
        `${target.url} did not answer for ${PATIENCE_MS / 1000} s. Start the import again: what is stored stays.`,
      );
    await new Promise((wait) => setTimeout(wait, pause));
  }
}

async function attempt(file, { url, token, intake }) {
  const boundary = 'firstread-import';
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  const body = new Blob([head, await openAsBlob(file), `\r\n--${boundary}--\r\n`]);
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
    ...(intake ? { 'Firstread-Intake': intake } : {}),
  };
  const response = await fetch(`${url}/dicomweb/studies`, { method: 'POST', headers, body }).catch(
    () => undefined,
  );
  if (!response || response.status >= 500) return undefined;
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return undefined;
  return outcomeOf(response.status, JSON.parse(text));
}

function outcomeOf(status, answer) {
  const failed = answer['00081198']?.Value?.[0] ?? answer['0008119A']?.Value?.[0];
  if (failed) return { status: 'refused', reason: failed[REASON_TAG]?.Value?.[0] ?? 'no reason given' };
  const stored = answer['00081199']?.Value?.[0];
  if (stored) return { status: stored[REMARK_TAG] ? 'duplicate' : 'stored' };
  if (status === 401 || status === 403) throw new Error(`Import refused: ${answer.detail}`);
  return { status: 'refused', reason: answer.detail ?? `HTTP ${status}` };
}

function summarise(outcomes) {
  const count = (status) => outcomes.filter((outcome) => outcome.status === status).length;
  const refused = outcomes.filter((outcome) => outcome.status === 'refused');
  if (refused.length > 0) process.stdout.write('Refused, kept in quarantine:\n');
  for (const [code, group] of byCode(refused)) {
    process.stdout.write(`  ${code}: ${group.length}\n`);
    for (const { file, reason } of group)
      process.stdout.write(`    ${relative(process.cwd(), file)}\n      ${reason}\n`);
  }
  process.stdout.write(
    `${count('stored')} stored, ${count('duplicate')} duplicate, ${refused.length} refused of ${outcomes.length} files\n`,
  );
}

function byCode(refused) {
  const groups = new Map();
  for (const { file, reason } of refused) {
    const [, code = 'REFUSED', words = reason] = /^([A-Z_]+): (.*)$/s.exec(reason) ?? [];
    groups.set(code, [...(groups.get(code) ?? []), { file, reason: words }]);
  }
  return groups;
}

class Progress {
  #done = 0;
  #total;
  #last = 0;

  constructor(total) {
    this.#total = total;
  }

  step() {
    this.#done += 1;
    const interval = process.stdout.isTTY ? 100 : 3000;
    if (Date.now() - this.#last < interval) return;
    this.#last = Date.now();
    this.#print();
  }

  end() {
    this.#print();
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  #print() {
    const line = `Sent ${this.#done} of ${this.#total} files`;
    process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`);
  }
}

importPaths(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
