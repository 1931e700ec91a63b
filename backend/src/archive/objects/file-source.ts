import { closeSync, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ByteSource } from '../../dicom/index.js';

/**
 * Reads stretches of a file, of which nothing is held open in between. They are read at once, mostly from the page
 * cache: parsing cannot wait.
 */
export class FileSource implements ByteSource {
  private constructor(
    private readonly path: string,
    readonly length: number,
  ) {}

  /** Throws where there is no such file. */
  static async of(path: string): Promise<FileSource> {
    return new FileSource(path, (await stat(path)).size);
  }

  read(start: number, end: number): Buffer {
    const file = openSync(this.path, 'r');
    try {
      return readStretch(file, start, end);
    } finally {
      closeSync(file);
    }
  }
}

/** The bytes from `start` up to `end` of a file. Throws where the file ends before. */
export function readStretch(file: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, start + done);
    if (count === 0) throw new Error(`The file ends at byte ${start + done}, before byte ${end}`);
    done += count;
  }
  return bytes;
}
