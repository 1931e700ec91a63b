import type { VerificationReport } from '@firstread/contract';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { digestOfFile, pack } from '../models/index.js';
import {
  dciodvfyErrors,
  openWith,
  verifyModel,
  writeDicomStarter,
  writeRemoteStarter,
  writeStarter,
} from '../verification/index.js';

const USAGE = `Usage:
  npm run vendor-kit -- init FOLDER [--door DOOR]   write a model that passes, to be changed into yours; DOOR is
                                                    onnx (a file), remote (your server) or dicom (your product)
  npm run vendor-kit -- verify FOLDER               run every rule; ends with 1 where one fails
  npm run vendor-kit -- digest FOLDER               write the SHA-256 of the ONNX file into the manifest
  npm run vendor-kit -- pack FOLDER [ARCHIVE]       make the archive that is submitted
  npm run vendor-kit -- submit ARCHIVE --url URL --token TOKEN
`;

type Command = (
  args: string[],
  options: { url?: string | undefined; token?: string | undefined; door?: string | undefined },
) => Promise<boolean>;

const commands: Readonly<Record<string, Command>> = {
  init: ([folder], { door = 'onnx' }) => init(required(folder, 'a folder'), door),
  verify: ([folder]) => verify(required(folder, 'the folder of the model')),
  digest: ([folder]) => digest(required(folder, 'the folder of the model')),
  pack: ([folder, archive]) => packModel(required(folder, 'the folder of the model'), archive),
  submit: ([archive], { url, token }) =>
    submit(required(archive, 'an archive'), required(url, '--url'), required(token, '--token')),
};

/** What a vendor needs on their own machine; returns whether all went well. */
async function main(): Promise<boolean> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string' }, token: { type: 'string' }, door: { type: 'string' } },
  });
  const [name = '', ...args] = positionals;
  const command = commands[name];
  if (command) return command(args, values);
  process.stdout.write(USAGE);
  return name === '' || name === 'help';
}

const starters = { onnx: writeStarter, remote: writeRemoteStarter, dicom: writeDicomStarter };

async function init(folder: string, door: string): Promise<boolean> {
  if (!isDoor(door)) throw new Error(`"${door}" is no door: name onnx, remote or dicom`);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty; name a new folder`);
  const id =
    basename(resolve(folder))
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'starter';
  const manifest = await starters[door](folder, id, openWith());
  process.stdout.write(
    `Wrote ${manifest.id} ${manifest.version} to ${folder}. Read its README.md, then verify it.\n`,
  );
  return true;
}

function isDoor(door: string): door is keyof typeof starters {
  return Object.hasOwn(starters, door);
}

async function verify(folder: string): Promise<boolean> {
  const report = await verifyModel(folder, { open: openWith(), validate: dciodvfyErrors });
  print(report);
  return report.passed;
}

function print({ checks, passed, machine }: VerificationReport): void {
  for (const { outcome, title, detail } of checks)
    process.stdout.write(`${outcome.padEnd(5)} ${title}\n      ${detail}\n`);
  const failed = checks.filter((check) => check.outcome === 'fail').length;
  process.stdout.write(
    passed ? `PASSED: ${checks.length} rules. ` : `FAILED: ${failed} of ${checks.length} rules. `,
  );
  process.stdout.write(`${machine}\n`);
}

async function digest(folder: string): Promise<boolean> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8');
  const { file } = JSON.parse(text) as { file?: { name: string; sha256: string } };
  if (!file) throw new Error('The manifest names no file');
  const sha256 = await digestOfFile(join(folder, file.name));
  await writeFile(path, text.replace(file.sha256, sha256));
  process.stdout.write(`${file.name}: ${sha256}\n`);
  return true;
}

async function packModel(folder: string, archive = `${resolve(folder)}.zip`): Promise<boolean> {
  await pack(folder, archive);
  process.stdout.write(`${archive}: ${(await stat(archive)).size} bytes\n`);
  return true;
}

async function submit(archive: string, url: string, token: string): Promise<boolean> {
  const response = await fetch(new URL('/api/v1/models', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/zip' },
    body: Readable.toWeb(createReadStream(archive)) as ReadableStream,
    duplex: 'half',
  });
  const body = (await response.json()) as { id?: string; version?: string; title?: string; detail?: string };
  process.stdout.write(
    response.ok
      ? `Submitted ${body.id} ${body.version}; its verification is under way. See ${new URL(`/models/${body.id}/${body.version}`, url).href}\n`
      : `${body.title}: ${body.detail}\n`,
  );
  return response.ok;
}

function required(value: string | undefined, what: string): string {
  if (value) return value;
  throw new Error(`Name ${what}.\n${USAGE}`);
}

main().then(
  (well) => {
    process.exitCode = well ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
