import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { dicomwebSection } from './lib/conformance/dicomweb.mjs';
import { dimseSection } from './lib/conformance/dimse.mjs';
import { mediaSection } from './lib/conformance/media.mjs';
import { objectsSection } from './lib/conformance/objects.mjs';
import { overviewSection } from './lib/conformance/overview.mjs';
import { root } from './lib/project.mjs';

/**
 * `npm run conformance` writes docs/conformance.md from the tables of the built backend; with `--check` it fails
 * where the file says something else.
 */

const FILE = join(root, 'docs', 'conformance.md');
const SECTIONS = [overviewSection, dimseSection, dicomwebSection, objectsSection, mediaSection];

const text = SECTIONS.map((section) => section().trim()).join('\n\n');
const options = await prettier.resolveConfig(FILE);
const statement = await prettier.format(text, { ...options, filepath: FILE });

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, statement);
} else if (readFileSync(FILE, 'utf8') !== statement) {
  process.stderr.write('docs/conformance.md does not say what the code does. Run npm run conformance.\n');
  process.exitCode = 1;
}
