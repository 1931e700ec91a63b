import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteSource } from '../../dicom/index.js';
import { FileSource } from './file-source.js';
import { ObjectStore, type ObjectContent, type StagedObject } from './object-store.js';
import { StagedFile } from './staged-file.js';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const READ_AT_A_TIME = 1024 * 1024;

/**
 * Objects as files, synced together with the folder that names them. A new object is written in its place: nobody
 * knows its key yet. One that exists is replaced whole, under a temporary name first.
 */
export class FolderObjectStore extends ObjectStore {
  private readonly known = new Set<string>();

  constructor(private readonly root: string) {
    super();
  }

  async put(key: string, content: ObjectContent): Promise<void> {
    const path = this.path(key);
    const folder = dirname(path);
    if (!this.known.has(folder)) await this.ensureFolder(folder);
    if (content instanceof Uint8Array) return writeWhole(path, content);
    if (!(content instanceof StagedFile)) throw new Error('The object was staged in another store');
    await content.linkTo(path);
    await syncFolder(folder);
  }

  async stage(): Promise<StagedObject> {
    const path = this.path(`incoming/${randomUUID()}`);
    const folder = dirname(path);
    if (!this.known.has(folder)) await this.ensureFolder(folder);
    return StagedFile.create(path, FILE_MODE);
  }

  async source(key: string): Promise<ByteSource> {
    return FileSource.of(this.path(key));
  }

  async get(key: string): Promise<Buffer> {
    const file = await open(this.path(key), 'r');
    try {
      const bytes = Buffer.allocUnsafeSlow((await file.stat()).size);
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done);
        if (bytesRead === 0) throw new Error(`The object ${key} is cut short`);
        done += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  }

  async stream(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const file = await open(this.path(key), 'r');
    const { start, end } = range ?? { start: 0, end: (await file.stat()).size - 1 };
    // Knowing its end, a stream reads a slice at once, into a buffer of its size.
    return file.createReadStream({ start, end: Math.max(start, end), highWaterMark: READ_AT_A_TIME });
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<{ key: string; writtenAt: Date }> {
    const folder = await opendir(join(this.root, prefix), { recursive: true }).catch(absent);
    if (!folder) return;
    for await (const entry of folder) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(absent);
      if (found) yield { key: relative(this.root, path), writtenAt: found.mtime };
    }
  }

  private path(key: string): string {
    if (!/^[a-z0-9]+(\/[a-z0-9.-]+)+$/.test(key) || key.includes('..'))
      throw new Error(`Not an object key: ${key}`);
    return join(this.root, key);
  }

  private async ensureFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    for (let made = folder; first && made.length >= first.length; made = dirname(made))
      await syncFolder(dirname(made));
    this.known.add(folder);
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const created = await openNew(path);
  if (created) return writeSynced(created, bytes, dirname(path));
  const partial = `${path}.part`;
  await writeSynced(await open(partial, 'w', FILE_MODE), bytes, dirname(path));
  await rename(partial, path);
  await syncFolder(dirname(path));
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

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Writes the bytes and syncs them, and then the folder, with no more turns of the event loop than it takes. */
async function writeSynced(file: FileHandle, bytes: Uint8Array, folder: string): Promise<void> {
  const opened = open(folder, 'r');
  const close = () => Promise.all([file.close(), opened.then((handle) => handle.close())]);
  try {
    for (let done = 0; done < bytes.length;)
      done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
    await file.datasync();
    await (await opened).sync();
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  await close();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
