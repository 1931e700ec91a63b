import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { ctVolumePhantom, dicomMoment, parsePart10, uidFrom } from '../backend/dist/dicom/index.js';
import { execute } from './own-system.mjs';

/** Series of CT slices as folders of files, and ways to send them. */

export const SLICES = 300;
const READ_AT_A_TIME = 1024 * 1024;

/** Folders of one series each, all with UIDs of their own: phantoms, or copies of the files in `given`. */
export async function seriesFolders(folder, count, given) {
  const places = Array.from({ length: count }, (_, number) => join(folder, `series-${number}`));
  for (const [number, place] of places.entries()) {
    mkdirSync(place);
    if (given) await copySeries(given, place);
    else writePhantom(place, number);
  }
  return places;
}

function writePhantom(place, number) {
  const seed = `series ${process.pid} ${Date.now()} ${number}`;
  const options = { seed, name: `VOLUME${number}`, acquired: dicomMoment(new Date()), slices: SLICES };
  for (const { SOPInstanceUID, bytes } of ctVolumePhantom(options))
    writeFileSync(join(place, `${SOPInstanceUID}.dcm`), bytes);
}

async function copySeries(given, place) {
  const seed = randomUUID();
  const newUid = (uid) => uidFrom('bench series', seed, String(uid));
  for (const [index, { path, dataset }] of dicomFiles(given).entries()) {
    const copy = join(place, `${index}.dcm`);
    cpSync(path, copy);
    const uids = [
      `(0020,000d)=${newUid(dataset['0020000D']?.Value?.[0])}`,
      `(0020,000e)=${newUid(dataset['0020000E']?.Value?.[0])}`,
    ];
    await execute('dcmodify', ['-nb', '-gin', ...uids.flatMap((uid) => ['-m', uid]), copy]);
  }
}

function dicomFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      try {
        return [{ path, dataset: parsePart10(readFileSync(path)).dataset }];
      } catch {
        return [];
      }
    });
}

/** Number and bytes of the instances in a folder. */
export function sizeOf(folder) {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return { instances: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Study and Series Instance UID of the series in a folder. */
export function uidsOf(folder) {
  const [name] = readdirSync(folder);
  const { dataset } = parsePart10(readFileSync(join(folder, name)));
  return { study: dataset['0020000D'].Value[0], series: dataset['0020000E'].Value[0] };
}

/** Sends a folder by STOW-RS in one request, with as little work of its own as it can; throws unless all is stored. */
export async function stow(folder, url, headers = {}) {
  const boundary = 'firstread-bench';
  const paths = readdirSync(folder).map((name) => join(folder, name));
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  const tail = `--${boundary}--\r\n`;
  const length = paths.reduce((sum, path) => sum + head.length + statSync(path).size + 2, tail.length);
  const sending = request(url, {
    method: 'POST',
    headers: {
      ...headers,
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      'Content-Length': length,
      Accept: 'application/dicom+json',
    },
  });
  const answered = once(sending, 'response');
  const write = promisify(sending.write.bind(sending));
  // One buffer for all: neither side of a comparison should wait for the sender's garbage collector.
  const buffer = Buffer.allocUnsafe(READ_AT_A_TIME);
  for (const path of paths) {
    await write(head);
    const file = await open(path);
    for (let read = await file.read(buffer); read.bytesRead > 0; read = await file.read(buffer))
      await write(buffer.subarray(0, read.bytesRead));
    await file.close();
    await write('\r\n');
  }
  sending.end(tail);
  const [response] = await answered;
  const answer = await text(response);
  if (response.statusCode !== 200)
    throw new Error(`STOW-RS was answered with ${response.statusCode}: ${answer.slice(0, 200)}`);
}
