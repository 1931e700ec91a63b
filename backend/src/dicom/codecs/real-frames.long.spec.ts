import { describeReal, realFile } from '../../../test/real-studies.js';
import { randomFrom } from '../phantom/noise.js';
import { parsePart10 } from '../parse/part10.js';
import { decodeFrame, type DecodedFrame } from './decode-frame.js';
import { DicomDecodeError } from './dicom-decode-error.js';
import { numberOfFrames } from './frames.js';

const decodedBefore = new Map<string, Promise<DecodedFrame[]>>();

/** Decoded frames of a file; the uncompressed twins are compared with again and again. */
function frames(path: string): Promise<DecodedFrame[]> {
  const known = decodedBefore.get(path) ?? decodeAll(path);
  if (path.endsWith('_UNC')) decodedBefore.set(path, known);
  return known;
}

async function decodeAll(path: string): Promise<DecodedFrame[]> {
  const bytes = realFile(path);
  const parsed = parsePart10(bytes, { requireUids: false });
  const decoded: DecodedFrame[] = [];
  for (let index = 0; index < numberOfFrames(parsed); index += 1)
    decoded.push(await decodeFrame(bytes, parsed, index));
  return decoded;
}

/** Largest and mean absolute difference over all frames. */
async function difference(a: string, b: string): Promise<{ max: number; mean: number }> {
  const [left, right] = [await frames(a), await frames(b)];
  expect(left).toHaveLength(right.length);
  let max = 0;
  let sum = 0;
  let count = 0;
  for (const [index, frame] of left.entries()) {
    const other = right[index];
    expect(other?.pixels).toHaveLength(frame.pixels.length);
    if (other === undefined) continue;
    for (let at = 0; at < frame.pixels.length; at += 1) {
      const distance = Math.abs((frame.pixels[at] ?? 0) - (other.pixels[at] ?? 0));
      if (distance > max) max = distance;
      sum += distance;
    }
    count += frame.pixels.length;
  }
  return { max, mean: sum / count };
}

const S = 'syntaxes/';

describeReal('encodings of the same real image', () => {
  it.each<readonly [string, string]>([
    ...['CT2', 'MR4', 'NM1', 'XA1'].flatMap((image) =>
      ['J2KR', 'JLSL', 'JPLL', 'RLE'].map(
        (syntax) => [`${S}wg04/${image}_UNC`, `${S}wg04/${image}_${syntax}`] as const,
      ),
    ),
    ...['J2KR', 'RLE'].map((syntax) => [`${S}wg04/VL1_UNC`, `${S}wg04/VL1_${syntax}`] as const),
    ...['RLE', 'big_endian', 'jpeg_2k_lossless', 'jpeg_ls_lossless'].map(
      (syntax) => [`${S}enhanced-mr/emri_small.dcm`, `${S}enhanced-mr/emri_small_${syntax}.dcm`] as const,
    ),
    ...['implicit', 'bigendian', 'RLE', 'jp2klossless', 'jpeg_ls_lossless', 'padded', 'expb'].map(
      (syntax) =>
        [`${S}pydicom-mr-small/MR_small.dcm`, `${S}pydicom-mr-small/MR_small_${syntax}.dcm`] as const,
    ),
    ...['deflate', 'j2k', 'rle', 'expb'].map(
      (syntax) => ['ct-liver-with-seg/liver.dcm', `sr-seg/liver_${syntax}.dcm`] as const,
    ),
    ...['deflate', 'j2k', 'rle'].map(
      (syntax) => ['sr-seg/liver_nonbyte_aligned.dcm', `sr-seg/liver_nonbyte_aligned_${syntax}.dcm`] as const,
    ),
    ['us/US1_UNCR.dcm', 'us/US1_J2KR.dcm'],
    ['us/US1_UNCR.dcm', 'us/US1_RLE'],
    ['us/OBXXXX1A_2frame.dcm', 'us/OBXXXX1A_rle_2frame.dcm'],
    ['us/gdcm-US-ALOKA-16.dcm', `${S}deflated-bigendian/gdcm-US-ALOKA-16_big.dcm`],
    ['rt-ecg/rtdose.dcm', `${S}rle/rtdose_rle.dcm`],
    [`${S}colour-bitdepth/SC_rgb_16bit.dcm`, `${S}rle/SC_rgb_rle_16bit.dcm`],
    [`${S}colour-bitdepth/SC_rgb_32bit.dcm`, `${S}rle/SC_rgb_rle_32bit.dcm`],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}j2k/SC_rgb_gdcm_KY.dcm`],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}jpeg/SC_rgb_jpeg_gdcm.dcm`],
    [`${S}colour-bitdepth/SC_rgb_small_odd.dcm`, `${S}deflated-bigendian/SC_rgb_small_odd_big_endian.dcm`],
    [`${S}jpegls/JLSL_RGB_ILV0.dcm`, `${S}jpegls/JLSL_RGB_ILV1.dcm`],
    [`${S}jpegls/JLSL_RGB_ILV0.dcm`, `${S}jpegls/JLSL_RGB_ILV2.dcm`],
    [`${S}jpeg/SC_rgb_jpeg_dcmd.dcm`, `${S}jpeg/SC_jpeg_no_color_transform.dcm`],
    [`${S}jpeg/SC_rgb_jpeg_dcmd.dcm`, `${S}jpeg/SC_rgb_jpeg.dcm`],
  ])('%s and %s are identical', async (a, b) => {
    expect(await difference(a, b)).toEqual({ max: 0, mean: 0 });
  });

  it.each<readonly [string, string, number, number]>([
    ...['CT2', 'MR4', 'NM1', 'XA1'].map(
      (image) => [`${S}wg04/${image}_UNC`, `${S}wg04/${image}_JLSN`, 4, 2.5] as const,
    ),
    [`${S}wg04/MR4_UNC`, `${S}wg04/MR4_JPLY`, 41, 3.1],
    [`${S}wg04/NM1_UNC`, `${S}wg04/NM1_JPLY`, 37, 2.3],
    [`${S}wg04/XA1_UNC`, `${S}wg04/XA1_JPLY`, 117, 2.2],
    [`${S}wg04/XA1_UNC`, `${S}wg04/XA1_J2KI`, 8, 1.2],
    [`${S}wg04/VL1_UNC`, `${S}wg04/VL1_J2KI`, 45, 1.2],
    [`${S}wg04/CT2_UNC`, `${S}wg04/CT2_J2KI`, 403, 18],
    [`${S}htj2k/HTJ2KLossless_08_RGB.dcm`, `${S}htj2k/HTJ2K_08_RGB.dcm`, 4, 0.5],
    [`${S}jpegls/JLSL_RGB_ILV0.dcm`, `${S}jpegls/JLSN_RGB_ILV0.dcm`, 3, 1.5],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}colour-bitdepth/SC_ybr_full_uncompressed.dcm`, 6, 0.6],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}colour-bitdepth/SC_ybr_full_422_uncompressed.dcm`, 6, 0.6],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}jpeg/SC_rgb_jpeg_dcmtk.dcm`, 6, 0.6],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}jpeg/SC_rgb_dcmtk_+eb+cr.dcm`, 2, 0.2],
    [`${S}colour-bitdepth/SC_rgb.dcm`, `${S}jpeg/SC_rgb_dcmtk_+eb+cy+s4.dcm`, 6, 0.6],
  ])('%s and %s differ by at most %d, %d on average', async (a, b, max, mean) => {
    const found = await difference(a, b);
    expect(found.max).toBeLessThanOrEqual(max);
    expect(found.mean).toBeLessThanOrEqual(mean);
  });

  it.each([
    ['broken/TOSHIBA_J2K_SIZ0_PixRep1.dcm', 'Int16Array'],
    ['broken/TOSHIBA_J2K_SIZ1_PixRep0.dcm', 'Int16Array'],
    ['broken/TOSHIBA_J2K_OpenJPEGv2Regression.dcm', 'Int16Array'],
    ['broken/JPEGLossless_1s_1f_i_16_16_bad.dcm', 'Int16Array'],
    ['broken/bad_sequence.dcm', 'Uint16Array'],
    [`${S}j2k/ELSCINT1_JP2vsJ2K.dcm`, 'Uint16Array'],
    [`${S}j2k/MAROTECH_CT_JP2Lossy.dcm`, 'Uint16Array'],
    ['sr-seg/parametric_map_float.dcm', 'Float32Array'],
    ['rt-ecg/rtdose.dcm', 'Uint32Array'],
    ['us/examples_ybr_color.dcm', 'Uint8Array'],
  ])('%s decodes to %s', async (path, type) => {
    const [frame] = await frames(path);
    expect(frame?.pixels.constructor.name).toBe(type);
    expect(new Set(frame?.pixels).size).toBeGreaterThan(1);
  });

  it('survives damaged codestreams: pixels or a DicomDecodeError, and the next frame is right again', async () => {
    const random = randomFrom('damage');
    for (const syntax of ['J2KR', 'JLSL', 'JPLL', 'JPLY', 'RLE']) {
      const path = `${S}wg04/MR4_${syntax}`;
      const bytes = Buffer.from(realFile(path));
      const parsed = parsePart10(bytes);
      const whole = await decodeFrame(bytes, parsed);
      for (let run = 0; run < 8; run += 1) {
        const damaged = Buffer.from(bytes);
        const fragment = parsed.pixelData?.fragments[0];
        if (fragment === undefined) throw new Error('no fragment');
        for (let hit = 0; hit < 20; hit += 1) {
          damaged[fragment.offset + Math.floor(random() * fragment.length)] = Math.floor(random() * 256);
        }
        await decodeFrame(damaged, parsed).catch((error: unknown) => {
          if (!(error instanceof DicomDecodeError)) throw error;
        });
      }
      expect(
        Buffer.from((await decodeFrame(bytes, parsed)).pixels.buffer).equals(
          Buffer.from(whole.pixels.buffer),
        ),
      ).toBe(true);
    }
  });

  it('refuses a codestream whose header was written over', async () => {
    await expect(frames('broken/JPEG2000-embedded-sequence-delimiter.dcm')).rejects.toBeInstanceOf(
      DicomDecodeError,
    );
  });
});
