/** A DIMSE process for specs, and the tools of DCMTK as its peers (Debian package dcmtk). */
import type { PeerInput } from '@firstread/contract';
import dimseLibrary from 'dcmjs-dimse';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DimseModule } from '../src/dimse/index.js';
import { datasetOffset } from '../src/dicom/index.js';
import type { Principal } from '../src/identity/index.js';
import { OrdersModule } from '../src/orders/index.js';
import { PeerService, PeersModule } from '../src/peers/index.js';
import { startContext, type TestContext } from './context.js';
import { until } from './until.js';

/** A tool that hangs is ended, so that its output shows why. */
const TOOL_MS = 30_000;

export const AE_TITLE = 'FIRSTREAD';
export const administrator: Principal = {
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Spec administrator',
  email: null,
  role: 'administrator',
};

export interface TestDimse extends TestContext {
  readonly port: number;
  /** A folder of the suite's own. */
  readonly folder: string;
  addPeer: (peer: Partial<PeerInput> & Pick<PeerInput, 'aeTitle'>) => Promise<string>;
}

/** The DIMSE process on a free port of 127.0.0.1. */
export async function startDimse(settings: NodeJS.ProcessEnv = {}): Promise<TestDimse> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'firstread-dimse-'));
  const context = await startContext(() => [DimseModule, OrdersModule, PeersModule], {
    DIMSE_PORT: String(port),
    ...settings,
  });
  const peers = context.app.get(PeerService);
  return {
    ...context,
    port,
    folder,
    addPeer: async (peer) => (await peers.create({ ...defaultPeer, ...peer }, administrator)).id,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const defaultPeer: Omit<PeerInput, 'aeTitle'> = {
  name: 'Spec peer',
  host: '127.0.0.1',
  port: 104,
  tls: false,
  addresses: [],
  services: ['store', 'query', 'retrieve', 'commitment', 'worklist', 'mpps'],
  destination: false,
  maxAssociations: 10,
  backfillAgeDays: null,
  dicomwebUrl: null,
  enabled: true,
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Run {
  code: number | null;
  output: string;
}

/** Runs a tool to its end; `input` goes to its standard input. */
export async function tool(command: string, options: readonly string[], cwd?: string): Promise<Run> {
  const child = spawn(command, options, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TOOL_MS,
    ...(cwd ? { cwd } : {}),
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${command} cannot be run: ${error.message}`)));
    child.once('close', (code) => resolve({ code, output }));
  });
}

export interface RunningTool {
  stop: () => Promise<void>;
}

/** A server that accepts connections on the port when this resolves. */
export async function startTool(
  command: string,
  options: readonly string[],
  port: number,
  cwd?: string,
): Promise<RunningTool> {
  const child: ChildProcess = spawn(command, options, { stdio: 'ignore', ...(cwd ? { cwd } : {}) });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  await until(async () => {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
    return isListening(port);
  });
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
  } finally {
    socket.destroy();
  }
}

/** DCMTK's storescp: keeps what it is sent, byte for byte, in `folder`. */
export async function startReceiver(
  aeTitle: string,
  folder: string,
  options: readonly string[] = ['+xa'],
): Promise<RunningTool & { port: number }> {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const running = await startTool(
    'storescp',
    ['-aet', aeTitle, '-od', folder, '--bit-preserving', ...options, String(port)],
    port,
  );
  return { ...running, port };
}

/** The datasets of the files in a folder, without their file headers. */
export function datasetsIn(folder: string): Buffer[] {
  return readdirSync(folder)
    .sort()
    .map((name) => datasetOf(readFileSync(join(folder, name))));
}

function datasetOf(file: Uint8Array): Buffer {
  return Buffer.from(file.subarray(datasetOffset(file)));
}

/** Writes files into a new folder of the suite, and names their paths. */
export function writeFiles(folder: string, files: readonly Uint8Array[]): string[] {
  const made = mkdtempSync(join(folder, 'files-'));
  return files.map((bytes, index) => {
    const path = join(made, `${index}.dcm`);
    writeFileSync(path, bytes);
    return path;
  });
}

/** Digests of datasets, to compare them in whatever order. */
export function digests(datasets: readonly Buffer[]): string[] {
  return datasets.map((one) => createHash('sha256').update(one).digest('hex')).sort();
}

/**
 * The datasets that storescu really sends of these files: DCMTK writes them anew, so what is on the wire is
 * what its own receiver keeps, bit for bit.
 */
export async function onTheWire(
  folder: string,
  files: readonly Uint8Array[],
  options: readonly string[] = [],
): Promise<string[]> {
  const received = mkdtempSync(join(folder, 'wire-'));
  const receiver = await startReceiver('WIRE', received);
  try {
    const { code, output } = await tool('storescu', [
      ...options,
      '-aec',
      'WIRE',
      '127.0.0.1',
      String(receiver.port),
      ...writeFiles(folder, files),
    ]);
    if (code !== 0) throw new Error(output);
    return digests(datasetsIn(received));
  } finally {
    await receiver.stop();
  }
}

type Client = InstanceType<typeof dimseLibrary.Client>;

/** Sends the request over one association, and a C-ECHO after it; returns the status of the C-ECHO. */
export async function sendThenEcho(
  client: Client,
  request: Parameters<Client['addRequest']>[0],
  port: number,
): Promise<number | undefined> {
  const echo = new dimseLibrary.requests.CEchoRequest();
  let echoed: number | undefined;
  echo.on('response', (response: InstanceType<typeof dimseLibrary.responses.CEchoResponse>) => {
    echoed = response.getStatus();
  });
  client.addRequest(request);
  client.addRequest(echo);
  const ended = new Promise<void>((resolve, reject) => {
    client.on('closed', resolve);
    client.on('networkError', reject);
  });
  client.send('127.0.0.1', port, 'READER', AE_TITLE);
  await ended;
  return echoed;
}
