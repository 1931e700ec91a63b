import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { PackageError } from './package-error.js';

/** Unpacked, a package may be this large. */
export const LARGEST_PACKAGE_BYTES = 4 * 1024 ** 3;
const MOST_FILES = 10_000;

/**
 * Unpacks a ZIP archive into `folder`, which comes into being whole or not at all. One folder around everything is
 * left out. Throws a PackageError for what is no archive, is too large, or names paths outside itself.
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  const zip = await open(archive);
  const unfinished = `${folder}.${process.pid}.unfinished`;
  try {
    const entries = await entriesOf(zip);
    const wrapper = commonFolder(entries.map((entry) => entry.fileName));
    await rm(unfinished, { recursive: true, force: true });
    for (const entry of entries) {
      const path = join(unfinished, entry.fileName.slice(wrapper.length));
      await mkdir(dirname(path), { recursive: true });
      await pipeline(await read(zip, entry), createWriteStream(path));
    }
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(unfinished, folder);
  } finally {
    zip.close();
    await rm(unfinished, { recursive: true, force: true });
  }
}

function open(archive: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(new PackageError(`The package is no ZIP archive: ${error.message}`));
      else resolve(zip);
    });
  });
}

/** Its files; yauzl itself refuses absolute paths and `..`. */
function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    let bytes = 0;
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize;
      if (bytes > LARGEST_PACKAGE_BYTES || entries.length >= MOST_FILES)
        return reject(new PackageError(`The package is larger than 4 GiB or has over ${MOST_FILES} files`));
      if (!entry.fileName.endsWith('/')) entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) =>
      reject(new PackageError(`The package cannot be read: ${error.message}`)),
    );
    zip.readEntry();
  });
}

function read(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(new PackageError(`${entry.fileName} cannot be read: ${error.message}`));
      else resolve(stream);
    });
  });
}

/** `name/` where every file is below one folder and none is beside it, else the empty text. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : '';
}
