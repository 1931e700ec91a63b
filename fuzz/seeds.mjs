import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chestDxPhantom, dicomMoment, headCtPhantom } from '../backend/dist/dicom/index.js';
import { root } from '../scripts/lib/project.mjs';

/** Large files would only slow the cases down: their headers are like those of small ones. */
const LARGEST = 300_000;

/** The files that are damaged: those of ../shared/dicom where it is there, and phantoms. */
export function seedFiles() {
  const folder = join(root, '..', 'shared', 'dicom');
  return [...(existsSync(folder) ? filesBelow(folder) : []), ...phantoms()];
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(md|tsv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size <= LARGEST)
    .sort()
    .map((path) => readFileSync(path));
}

function phantoms() {
  const acquired = dicomMoment(new Date('2026-01-05T08:15:00'));
  const [slice] = headCtPhantom({ seed: 'fuzz', name: 'FUZZ', acquired });
  const film = chestDxPhantom({ seed: 'fuzz', name: 'FUZZ', acquired, matrix: 512 });
  return [slice, film].map(({ bytes }) => Buffer.from(bytes));
}
