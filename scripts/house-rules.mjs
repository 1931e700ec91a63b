import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './lib/project.mjs';

/** House rules that neither the linter nor the dependency check can see. `npm run house` runs both. */

const FILE_LINES = 400;
const SKIPPED = new Set([
  'node_modules',
  'dist',
  '.next',
  '.turbo',
  '.git',
  '.data',
  'ohif',
  'coverage',
  'test-results',
  'playwright-report',
]);
const SOURCE = /\.(ts|tsx|mjs|cjs|js|css|py|sh)$/;
const PURE = /^backend\/src\/(dicom|triage|[^/]+\/domain)\//;
const SPEC = /(\.spec\.tsx?$|\/test\/)/;
const ENVIRONMENT_READERS =
  /^(scripts|bench|e2e|backend\/test|backend\/src\/platform\/config)\/|^frontend\/src\/lib\/config\.ts$|\.config\.[a-z]+$|\.spec\.ts$/;

/** Each rule: which files it is for, and the fault it finds in a line (or in the whole file, given as text). */
const rules = [
  {
    name: 'file-size',
    for: (path) => SOURCE.test(path),
    fault: (text) => {
      const lines = text.split('\n').length - 1;
      return lines > FILE_LINES
        ? `${lines} lines; at most ${FILE_LINES}: a file or a room is missing`
        : undefined;
    },
  },
  {
    name: 'file-name',
    for: (path) => /^(backend|contract)\/src\/|^(scripts|bench)\//.test(path) && SOURCE.test(path),
    fault: (_, path) =>
      /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(path.split('/').at(-1)) ? undefined : 'file names are kebab-case',
  },
  perLine(
    'environment',
    /\bprocess\.env\b/,
    'only platform/config reads the environment',
    (path) => !ENVIRONMENT_READERS.test(path),
  ),
  perLine(
    'clock',
    /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
    'pure code is given the time',
    isPure,
  ),
  perLine(
    'chance',
    /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/,
    'pure code is given its random values',
    isPure,
  ),
  perLine('enum', /^\s*(export\s+)?(const\s+)?enum\s/, 'string unions, not enums', (path) =>
    /\.tsx?$/.test(path),
  ),
  perLine('synchronise', /synchronize:\s*true/, 'the schema changes by migrations only', (path) =>
    path.startsWith('backend/src/'),
  ),
  perLine('unfinished', /\b(TODO|FIXME|XXX)\b/, 'an open end belongs in an issue', (path) =>
    SOURCE.test(path),
  ),
];

function isPure(path) {
  return PURE.test(path) && !SPEC.test(path);
}

function perLine(name, pattern, reason, applies) {
  return {
    name,
    for: (path) => SOURCE.test(path) && path !== 'scripts/house-rules.mjs' && applies(path),
    fault: (text) => {
      const line = text.split('\n').findIndex((one) => pattern.test(one) && !/^\s*(\*|\/\/|\/\*)/.test(one));
      return line < 0 ? undefined : `line ${line + 1}: ${reason}`;
    },
  };
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts')) yield relative(root, path);
  }
}

let checked = 0;
const faults = [];
for (const path of files(root)) {
  checked += 1;
  const text = readFileSync(join(root, path), 'utf8');
  for (const rule of rules) {
    const fault = rule.for(path) ? rule.fault(text, path) : undefined;
    if (fault) faults.push(`  ${rule.name}: ${path}: ${fault}`);
  }
}
process.stdout.write(
  faults.length > 0
    ? `${faults.join('\n')}\n${faults.length} house rules broken\n`
    : `House rules kept in ${checked} files\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
