import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ObjectStore } from './object-store.js';

/** Objects as files: written under a temporary name, synced, renamed, and the folder synced. */
export class FolderObjectStore extends ObjectStore {
  private readonly known = new Set<string>();

  constructor(private readonly root: string) {
    super();
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.path(key);
    await this.ensureFolder(dirname(path));
    const partial = `${path}.part`;
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
  }

  async get(key: string): Promise<Buffer> {
    return readFile(this.path(key));
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
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let made = folder; first && made.length >= first.length; made = dirname(made))
      await syncFolder(dirname(made));
    this.known.add(folder);
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
