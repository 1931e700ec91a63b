import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { OpenObject } from './object-store.js';

const CHUNK = 256 * 1024;

/** Reads stretches of a file. They are read at once, mostly from the page cache: parsing cannot wait in between. */
export class FileSource implements OpenObject {
  private constructor(
    private readonly file: FileHandle,
    readonly length: number,
  ) {}

  static async open(path: string): Promise<FileSource> {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    return new FileSource(file, size);
  }

  read(start: number, end: number): Buffer {
    return readStretch(this.file.fd, start, end);
  }

  stream(start = 0, end = this.length): Readable {
    if (end <= start) return Readable.from([]);
    return this.file.createReadStream({ start, end: end - 1, autoClose: false, highWaterMark: CHUNK });
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** The bytes from `start` up to `end` of a file. Throws where the file ends before. */
export function readStretch(fd: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  for (let done = 0; done < bytes.length;) {
    const count = readSync(fd, bytes, done, bytes.length - done, start + done);
    if (count === 0) throw new Error(`The file ends at byte ${start + done}, before byte ${end}`);
    done += count;
  }
  return bytes;
}
