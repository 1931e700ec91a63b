/** Real DICOM for specs: ../shared/dicom beside the repository. A clone without it skips those specs, and says so. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/dicom');
const NOT_DICOM = new Set(['README.md', 'PROVENANCE.tsv']);

/** True where the real studies are at hand. */
export const haveRealStudies = existsSync(FOLDER);

/** `describe` for specs on real studies: skipped, with one line, where the folder is absent. */
export function describeReal(name: string, body: () => void): void {
  if (haveRealStudies) {
    describe(name, body);
    return;
  }
  process.stderr.write(`skipped: ${name} (no real studies at ../shared/dicom)\n`);
  describe.skip(name, body);
}

/** Bytes of a real file, by its path below the folder. */
export function realFile(path: string): Uint8Array {
  return readFileSync(join(FOLDER, path));
}

/** Paths of all real files below a folder (default: all), sorted. */
export function realFiles(under = '.'): string[] {
  if (!haveRealStudies) return [];
  return readdirSync(join(FOLDER, under), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_DICOM.has(entry.name))
    .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))
    .sort();
}
