import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { root } from './project.mjs';
import { run, step } from './run.mjs';

/**
 * OHIF as it is published, moved to /ohif. What is built there expects to be at the root of its server, so its paths are
 * rewritten; a version in which they are not where they are looked for is refused.
 */
const PACKAGE = '@ohif/app@3.13.2';
const SHA512 = 'WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==';
const BASE = '/ohif/';
const FOLDER = join(root, 'frontend', 'ohif');
const OURS = join(root, 'scripts', 'full-viewer');

/** Models that run in the browser, microscopy, and workers that keep pages: none is used here. */
const LEFT_OUT = [
  'ort',
  'dicom-microscopy-viewer',
  'customizations',
  'sw.js',
  'init-service-worker.js',
  'google.js',
  'silent-refresh.html',
  'oidc-client.min.js',
  'serve.json',
  '_headers',
  '_redirects',
];
const PACKED = new Set(['.js', '.css', '.wasm', '.json', '.svg']);
const BUNDLES_WITH_PATH = 8;

/** Fetches it unless this very version with these very settings is there. */
export async function installFullViewer() {
  const stamp = join(FOLDER, '.installed');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step('Fetching the full viewer (OHIF)', async () => {
    const folder = mkdtempSync(join(root, 'frontend', '.ohif-'));
    try {
      const made = await fetched(folder);
      await prepare(made);
      writeFileSync(join(made, '.installed'), wanted);
      rmSync(FOLDER, { recursive: true, force: true });
      renameSync(made, FOLDER);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(new URL(import.meta.url)));
  for (const name of readdirSync(OURS).sort()) hash.update(readFileSync(join(OURS, name)));
  return hash.digest('hex');
}

async function fetched(folder) {
  const printed = await run('npm', ['pack', PACKAGE, '--silent'], { cwd: folder, group: true });
  const archive = join(folder, printed.trim().split('\n').at(-1));
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (digest !== SHA512)
    throw new Error(`${PACKAGE} came with another digest than the one that was looked at. It is not used.`);
  const leftOut = ['*.map', ...LEFT_OUT].map((name) => `--exclude=package/dist/${name}`);
  await run('tar', ['xzf', archive, ...leftOut, 'package/dist', 'package/LICENSE'], {
    cwd: folder,
  });
  const made = join(folder, 'package', 'dist');
  renameSync(join(folder, 'package', 'LICENSE'), join(made, 'LICENSE'));
  return made;
}

async function prepare(folder) {
  const files = readdirSync(folder);
  const bundles = files.filter((name) => name.endsWith('.js'));
  const moved = bundles.filter((name) =>
    replaced(join(folder, name), /__webpack_require__\.p = "\/"/g, `__webpack_require__.p = "${BASE}"`),
  );
  if (moved.length !== BUNDLES_WITH_PATH)
    throw new Error(`${PACKAGE}: ${moved.length} bundles say where they lie; ${BUNDLES_WITH_PATH} did`);
  for (const name of files.filter((file) => file.endsWith('.css')))
    replaced(join(folder, name), /url\(\//g, `url(${BASE}`);
  movePage(join(folder, 'index.html'));
  cpSync(OURS, folder, { recursive: true });
  for (const name of readdirSync(folder)) await pack(join(folder, name));
}

/** Its page without scripts of its own and without a worker that would keep old pages. */
function movePage(page) {
  replaced(page, /<script>[^<]*<\/script>/g, '');
  replaced(page, /<script[^>]*init-service-worker\.js"><\/script>/g, '');
  replaced(page, /<link [^>]*yandex[^>]*>/g, '');
  replaced(page, /(href|src|content)="\//g, `$1="${BASE}`);
  replaced(page, /<head>/, `<head><script src="${BASE}paths.js"></script>`);
  const text = readFileSync(page, 'utf8');
  if (/<script>|service-worker/.test(text) || !text.includes(`src="${BASE}app-config.js"`))
    throw new Error(`${PACKAGE}: its page is another than the one that was looked at`);
}

/** True where there was something to replace. */
function replaced(file, pattern, by) {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(pattern, by);
  if (changed === text) return false;
  writeFileSync(file, changed);
  return true;
}

/** Compressed once, here, and not with every request. */
async function pack(file) {
  if (!PACKED.has(extname(file))) return;
  const packed = await promisify(gzip)(readFileSync(file), { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(`${file}.gz`, packed);
}
