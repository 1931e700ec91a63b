import { frameBytes, parsePart10, TRANSFER_SYNTAX } from '../src/dicom/index.js';
import { describeReal, realFile } from './real-studies.js';

const { ExplicitVRLittleEndian, JPEG2000Lossless } = TRANSFER_SYNTAX;

describeReal('signed pixels in a codestream that calls them unsigned', () => {
  const bytes = Buffer.from(realFile('broken/TOSHIBA_J2K_OpenJPEGv2Regression.dcm'));
  const parsed = parsePart10(bytes);

  it('are decoded for whoever takes any syntax, so that air is not as bright as metal', async () => {
    const { transferSyntaxUid, bytes: frame } = await frameBytes(bytes, parsed, 0, 'readable');
    expect(transferSyntaxUid).toBe(ExplicitVRLittleEndian);
    const pixels = new Int16Array(frame.buffer, frame.byteOffset, frame.byteLength / 2);
    expect(pixels).toHaveLength(512 * 512);
    expect([pixels[0], pixels[300]].every((value) => value !== undefined && value < -900)).toBe(true);
  });

  it('are sent as stored to whoever asks for that', async () => {
    const { transferSyntaxUid, bytes: frame } = await frameBytes(bytes, parsed, 0, 'stored');
    expect([transferSyntaxUid, Buffer.from(frame).readUInt32BE(0)]).toEqual([JPEG2000Lossless, 0xff4fff51]);
  });
});

describeReal('a compressed frame whose codestream and header agree', () => {
  it('is sent as stored also where any syntax is taken', async () => {
    const bytes = Buffer.from(realFile('syntaxes/pydicom-mr-small/MR_small_jp2klossless.dcm'));
    const { transferSyntaxUid } = await frameBytes(bytes, parsePart10(bytes), 0, 'readable');
    expect(transferSyntaxUid).not.toBe(ExplicitVRLittleEndian);
  });
});
