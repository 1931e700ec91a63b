import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ObjectStore } from './object-store.js';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Objects as files, synced together with the folder that names them. A new object is written in its place: nobody
 * knows its key yet. One that exists is replaced whole, under a temporary name first.
 */
export class FolderObjectStore extends ObjectStore {
  private readonly known = new Set<string>();

  constructor(private readonly root: string) {
    super();
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.path(key);
    const folder = dirname(path);
    await this.ensureFolder(folder);
    const created = await openNew(path);
    if (created) {
      await writeSynced(created, bytes);
    } else {
      const partial = `${path}.part`;
      await writeSynced(await open(partial, 'w', FILE_MODE), bytes);
      await rename(partial, path);
    }
    await syncFolder(folder);
  }

  async get(key: string): Promise<Buffer> {
    return readFile(this.path(key));
  }

  async stream(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const file = await open(this.path(key), 'r');
    return file.createReadStream(range);
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  private path(key: string): string {
    if (!/^[a-z0-9]+(\/[a-z0-9.-]+)+$/.test(key) || key.includes('..'))
      throw new Error(`Not an object key: ${key}`);
    return join(this.root, key);
  }

  private async ensureFolder(folder: string): Promise<void> {
    if (this.known.has(folder)) return;
    const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    for (let made = folder; first && made.length >= first.length; made = dirname(made))
      await syncFolder(dirname(made));
    this.known.add(folder);
  }
}

/** The new file, or undefined where there is one. */
async function openNew(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx', FILE_MODE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

async function writeSynced(file: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
