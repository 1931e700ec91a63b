import { link, open, rm, type FileHandle } from 'node:fs/promises';
import { readStretch } from './file-source.js';
import type { StagedObject } from './object-store.js';

/** An object in a file of its own until it is linked to where it belongs. */
export class StagedFile implements StagedObject {
  private written = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string, mode: number): Promise<StagedFile> {
    return new StagedFile(path, await open(path, 'wx+', mode));
  }

  get length(): number {
    return this.written;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.file.writeFile(bytes);
    this.written += bytes.length;
  }

  read(start: number, end: number): Buffer {
    return readStretch(this.file.fd, start, end);
  }

  /** Syncs the bytes and gives them a second name. */
  async linkTo(path: string): Promise<void> {
    await this.file.datasync();
    await link(this.path, path);
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}
