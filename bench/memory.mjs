import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileHeader, writeDataset } from '../backend/dist/dicom/index.js';
import { machine, openFolder, resident, say, storescu, withSystem } from './own-system.mjs';
import { seriesFolders, stow } from './series.mjs';

/**
 * How much memory the processes need: ten C-STORE associations at the same time, and one multi-frame object of 2 GB by
 * STOW-RS and by C-STORE.
 */

const ASSOCIATIONS = 10;
const LARGE_FRAMES = 4096;
const FRAME_BYTES = 512 * 512 * 2;
const MEGABYTE = 2 ** 20;

/** Runs `work`; the largest resident memory of API and DIMSE meanwhile, with what they had before. */
async function watched(title, system, work) {
  const pids = Object.entries(system.pids()).filter(([role]) => ['api', 'dimse'].includes(role));
  const before = Object.fromEntries(pids.map(([role, pid]) => [role, resident(pid)]));
  const most = { ...before };
  const look = () => pids.forEach(([role, pid]) => (most[role] = Math.max(most[role], resident(pid))));
  const timer = setInterval(look, 50);
  const started = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const words = pids.map(
    ([role]) =>
      `${role} ${most[role].toFixed(0)} MiB (${(most[role] - before[role]).toFixed(0)} more than before)`,
  );
  say(`${title}, ${seconds} s: at most ${words.join(', ')}`);
}

/** An Enhanced CT of 4096 frames, 2 GiB of pixels, written frame by frame. */
function writeLarge(folder, number) {
  const place = join(folder, `large-${number}`);
  mkdirSync(place);
  const uid = `2.25.${process.pid}${Date.now()}${number}`;
  const sopClass = '1.2.840.10008.5.1.4.1.1.2.1';
  const values = {
    '00080016': ['UI', sopClass],
    '00080018': ['UI', `${uid}.3`],
    '00080060': ['CS', 'CT'],
    '00100010': ['PN', { Alphabetic: 'PHANTOM^LARGE' }],
    '00100020': ['LO', 'PHANTOM-LARGE'],
    '0020000D': ['UI', `${uid}.1`],
    '0020000E': ['UI', `${uid}.2`],
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280008': ['IS', LARGE_FRAMES],
    '00280010': ['US', 512],
    '00280011': ['US', 512],
    '00280100': ['US', 16],
    '00280101': ['US', 12],
    '00280102': ['US', 11],
    '00280103': ['US', 0],
  };
  const dataset = Object.fromEntries(
    Object.entries(values).map(([tag, [vr, value]]) => [tag, { vr, Value: [value] }]),
  );
  const transferSyntaxUid = '1.2.840.10008.1.2.1';
  const pixels = Buffer.from('e07f10004f57000000000000', 'hex');
  pixels.writeUInt32LE(LARGE_FRAMES * FRAME_BYTES, 8);
  const file = openSync(join(place, 'large.dcm'), 'w');
  writeSync(file, fileHeader({ sopClassUid: sopClass, sopInstanceUid: `${uid}.3`, transferSyntaxUid }));
  writeSync(file, writeDataset(dataset));
  writeSync(file, pixels);
  const frame = Buffer.alloc(FRAME_BYTES);
  for (let index = 0; index < LARGE_FRAMES; index += 1) writeSync(file, frame.fill(index % 256));
  closeSync(file);
  return place;
}

async function main() {
  const folder = openFolder('memory');
  try {
    const folders = await seriesFolders(folder, ASSOCIATIONS);
    say(
      `${machine()}; ${ASSOCIATIONS} series of 300 slices, and 2 objects of ${(LARGE_FRAMES * FRAME_BYTES) / MEGABYTE} MiB`,
    );
    await withSystem({ FIRSTREAD_LOG: 'error' }, { pages: false }, async (system, port) => {
      const peer = { port, calledAeTitle: 'FIRSTREAD' };
      await watched(`${ASSOCIATIONS} associations`, system, () =>
        Promise.all(folders.map((one) => storescu(one, peer))),
      );
      const headers = { Authorization: `Bearer ${system.credentials().apiToken}` };
      const large = [0, 1].map((number) => writeLarge(folder, number));
      await watched('2 GiB by STOW-RS', system, () =>
        stow(large[0], `${system.address}/dicomweb/studies`, headers),
      );
      await watched('2 GiB by C-STORE', system, () => storescu(large[1], peer));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
