import { existsSync, readSync, writeSync } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '../postprocess/tensor.js';

/** What a message says of a tensor whose bytes lie in the file. */
export interface TensorHeader {
  name: string;
  dims: readonly number[];
}

const IN_MEMORY = '/dev/shm';

/**
 * A file without a name that the worker and one model process share: tensors cross as their bytes, one after the other
 * from its start, several times faster than through a socket. It lies in memory where the system has a place for that,
 * and is gone with the last of the two processes.
 */
export async function openTensorFile(): Promise<FileHandle> {
  const path = join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), `firstread-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

/** The worker's side: it goes on with other work while bytes are copied. */
export async function writeTensors(
  file: FileHandle,
  tensors: Readonly<Record<string, Tensor>>,
): Promise<TensorHeader[]> {
  for (const { bytes, at } of laidOut(tensors))
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  return headersOf(tensors);
}

export async function readTensors(
  file: FileHandle,
  headers: readonly TensorHeader[],
): Promise<Record<string, Tensor>> {
  const tensors = emptyTensors(headers);
  for (const { name, bytes, at } of laidOut(tensors))
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, at + done);
      if (bytesRead === 0) throw new Error(`The model process wrote too few bytes of output "${name}"`);
      done += bytesRead;
    }
  return tensors;
}

/** The side of the model process, which has nothing else to do. */
export const inModelProcess = {
  read(descriptor: number, headers: readonly TensorHeader[]): Record<string, Tensor> {
    const tensors = emptyTensors(headers);
    for (const { name, bytes, at } of laidOut(tensors))
      for (let done = 0; done < bytes.length;) {
        const read = readSync(descriptor, bytes, done, bytes.length - done, at + done);
        if (read === 0) throw new Error(`The platform wrote too few bytes of input "${name}"`);
        done += read;
      }
    return tensors;
  },

  write(descriptor: number, tensors: Readonly<Record<string, Tensor>>): TensorHeader[] {
    for (const { bytes, at } of laidOut(tensors))
      for (let done = 0; done < bytes.length;)
        done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
    return headersOf(tensors);
  },
};

/** The bytes of each tensor, and where in the file they lie: one after the other. */
function laidOut(
  tensors: Readonly<Record<string, Tensor>>,
): { name: string; bytes: Uint8Array; at: number }[] {
  let next = 0;
  return Object.entries(tensors).map(([name, { data }]) => {
    const at = next;
    next += data.byteLength;
    return { name, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at };
  });
}

function emptyTensors(headers: readonly TensorHeader[]): Record<string, Tensor> {
  return Object.fromEntries(
    headers.map(({ name, dims }) => [
      name,
      { dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)) },
    ]),
  );
}

function headersOf(tensors: Readonly<Record<string, Tensor>>): TensorHeader[] {
  return Object.entries(tensors).map(([name, { dims }]) => ({ name, dims }));
}
