import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as onnx from 'onnxruntime-node';
import { parsePart10 } from '../../parse/part10.js';
import { headCtPhantom } from '../head-ct-phantom.js';

const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));

/** The shipped model, in whichever version, else the one it is copied from. */
function modelPath(): string | undefined {
  const folders = [join(REPOSITORY, 'models'), join(REPOSITORY, '../shared/models')];
  const versions = folders
    .map((folder) => join(folder, 'head-ct-hyperdensity'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => ['', ...readdirSync(folder)].map((version) => join(folder, version, 'model.onnx')));
  return versions.find((path) => existsSync(path));
}

/** Hounsfield units of a phantom slice, mean of each 2 x 2 pixels. */
function halved(bytes: Uint8Array): Float32Array {
  const { pixelData } = parsePart10(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset + (pixelData?.offset ?? 0));
  return Float32Array.from({ length: 256 * 256 }, (_, pixel) => {
    const corner = 2 * (pixel >> 8) * 512 + 2 * (pixel & 255);
    const sum = [0, 1, 512, 513].reduce((total, step) => total + view.getInt16((corner + step) * 2, true), 0);
    return sum / 4 - 1024;
  });
}

/** Pixels that the model marks in all slices of a phantom. */
async function marked(path: string, seed: string, lesion: boolean): Promise<number> {
  const slices = [
    ...headCtPhantom({ seed, name: 'MODEL', acquired: { date: '20261125', time: '080000' }, lesion }),
  ];
  const hu = new Float32Array(slices.length * 256 * 256);
  slices.forEach(({ bytes }, index) => hu.set(halved(bytes), index * 256 * 256));
  const session = await onnx.InferenceSession.create(path);
  const output = await session.run({ hu: new onnx.Tensor('float32', hu, [slices.length, 1, 256, 256]) });
  const areas = output.area_px?.data as Float32Array;
  return areas.filter((_, index) => index % 2 === 1).reduce((total, area) => total + area, 0);
}

const path = modelPath();
const describeModel = path === undefined ? describe.skip : describe;

describeModel(
  `headCtPhantom and the hyperdensity model${path === undefined ? ' (no model file)' : ''}`,
  () => {
    it.each(['a', 'b'])('the lesion is marked, the plain head is not (seed %s)', async (seed) => {
      expect(await marked(path ?? '', seed, false)).toBe(0);
      expect(await marked(path ?? '', seed, true)).toBeGreaterThan(1500);
    });
  },
);
