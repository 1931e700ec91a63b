import { describeReal, realFile } from '../../../test/real-studies.js';
import { decodeFrame } from '../codecs/decode-frame.js';
import { parsePart10 } from '../parse/part10.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import {
  UIDS,
  dataset,
  element,
  greyPixels,
  item,
  part10,
  text,
  u16,
  us,
  EXPLICIT_LE,
  type TestElement,
} from '../test/dicom-bytes.js';
import { greyImage } from './grey-image.js';
import { modalityLut, readModalityTransform } from './modality-lut.js';
import { applyVoi, invert, readVoi, type VoiWindow } from './voi.js';

function instance(...more: TestElement[]): [Buffer, ParsedInstance] {
  const elements = [...UIDS, ...greyPixels(1, 4, [0, 1, 2, 3], more)].sort((a, b) => a.tag - b.tag);
  const file = part10(dataset(elements));
  return [file, parsePart10(file)];
}

function table(tag: number, first: number, entries: readonly number[], bits = 16): TestElement {
  const data = {
    tag: 0x00283006,
    vr: 'OW',
    value: Buffer.concat(entries.map((entry) => u16(entry, EXPLICIT_LE))),
  };
  const content = Buffer.concat([element(us('LUTDescriptor', [entries.length, first, bits])), element(data)]);
  return { tag, vr: 'SQ', value: item(content) };
}

const window = (center: number, width: number, fn: VoiWindow['function'] = 'LINEAR'): VoiWindow => ({
  kind: 'window',
  center,
  width,
  function: fn,
});

describe('modality', () => {
  it('rescales, and leaves values alone where nothing is declared', () => {
    const [file, parsed] = instance(
      text('RescaleSlope', '2'),
      text('RescaleIntercept', '-1024'),
      text('RescaleType', 'HU'),
    );
    const transform = readModalityTransform(file, parsed);
    expect(transform).toEqual({ kind: 'rescale', slope: 2, intercept: -1024, type: 'HU' });
    expect(modalityLut(Int16Array.of(-2, 0, 512), transform)).toEqual(Float32Array.of(-1028, -1024, 0));
    const [plain, parsedPlain] = instance();
    expect(modalityLut(Uint8Array.of(7), readModalityTransform(plain, parsedPlain))).toEqual(
      Float32Array.of(7),
    );
  });

  it('looks up, holding the first and last entries beyond the ends', () => {
    const [file, parsed] = instance(table(0x00283000, 1, [100, 40000]));
    const transform = readModalityTransform(file, parsed);
    expect(modalityLut(Uint16Array.of(0, 1, 2, 9), transform)).toEqual(
      Float32Array.of(100, 100, 40000, 40000),
    );
  });

  it('reads long tables out of the file', () => {
    const entries = Array.from({ length: 4096 }, (_, index) => index * 2);
    const [file, parsed] = instance(table(0x00283000, 0, entries));
    expect(modalityLut(Uint16Array.of(4000), readModalityTransform(file, parsed))[0]).toBe(8000);
  });
});

describe('window', () => {
  it('follows the examples of PS3.3 C.11.2.1.2', () => {
    const linear = applyVoi(Float32Array.of(-1, 0, 2048, 4095, 4096), window(2048, 4096));
    expect([linear[0], linear[1], linear[3], linear[4]]).toEqual([0, 0, 255, 255]);
    expect(linear[2]).toBeCloseTo(((2048 - 2047.5) / 4095 + 0.5) * 255, 3);
    expect(applyVoi(Float32Array.of(0, 1, 2), window(2, 1))).toEqual(Float32Array.of(0, 0, 255));
    expect(
      applyVoi(Float32Array.of(-100, -99, 0, 99, 100), window(0, 200, 'LINEAR_EXACT'), 0, 1)[1],
    ).toBeCloseTo(0.005, 6);
    expect(applyVoi(Float32Array.of(5), window(5, 10, 'SIGMOID'), 0, 1)[0]).toBe(0.5);
  });

  it('takes the first window, or the VOI LUT where there is none', () => {
    const [file, parsed] = instance(text('WindowCenter', '40\\600'), text('WindowWidth', '80\\2000'));
    expect(readVoi(file, parsed)).toEqual(window(40, 80));
    const [lut, parsedLut] = instance(table(0x00283010, 0, [0, 128, 255], 8));
    const voi = readVoi(lut, parsedLut);
    expect(voi?.kind).toBe('table');
    expect(voi && applyVoi(Float32Array.of(0, 1, 2, 3), voi)).toEqual(Float32Array.of(0, 128, 255, 255));
    const [none, parsedNone] = instance(text('WindowCenter', '40'), text('WindowWidth', '0'));
    expect(readVoi(none, parsedNone)).toBeUndefined();
  });

  it('turns MONOCHROME1 round so that 255 is always white', async () => {
    expect(invert(Float32Array.of(0, 100, 255))).toEqual(Float32Array.of(255, 155, 0));
    const shown = async (photometric: string): Promise<number[]> => {
      const elements = greyPixels(1, 2, [0, 100]).filter(({ tag }) => tag !== 0x00280004);
      const file = part10(dataset([...UIDS, text('PhotometricInterpretation', photometric), ...elements]));
      const parsed = parsePart10(file);
      return [...greyImage(file, parsed, await decodeFrame(file, parsed))];
    };
    expect(await shown('MONOCHROME2')).toEqual([0, 255]);
    expect(await shown('MONOCHROME1')).toEqual([255, 0]);
  });
});

describeReal('real grey images', () => {
  async function read(
    path: string,
  ): Promise<{ file: Uint8Array; parsed: ParsedInstance; values: Float32Array }> {
    const file = realFile(path);
    const parsed = parsePart10(file);
    const frame = await decodeFrame(file, parsed);
    return { file, parsed, values: modalityLut(frame.pixels, readModalityTransform(file, parsed)) };
  }

  it('a head CT is in Hounsfield units: air around, brain in the middle', async () => {
    const { values } = await read('ct-head-lesion/15.dcm');
    const brain = values.filter((_, at) => Math.abs((at >> 9) - 256) < 20 && Math.abs((at & 511) - 256) < 20);
    const mean = brain.reduce((sum, value) => sum + value, 0) / brain.length;
    expect(mean).toBeGreaterThan(-20);
    expect(mean).toBeLessThan(100);
    expect(Math.min(...values.slice(0, 512))).toBeLessThan(-900);
  });

  it('reads modality and VOI tables', async () => {
    const modality = await read('syntaxes/colour-bitdepth/mlut_18.dcm');
    expect(readModalityTransform(modality.file, modality.parsed)).toMatchObject({
      kind: 'table',
      table: { firstMapped: -2048, bits: 16 },
    });
    const voi = await read('syntaxes/colour-bitdepth/vlut_04.dcm');
    expect(readVoi(voi.file, voi.parsed)?.kind).toBe('table');
  });
});
