import {
  displayTag,
  entryOfKeyword,
  entryOfTag,
  formatTag,
  isPrivateCreator,
  keywordOfTag,
  tagOfKeyword,
} from './dictionary.js';
import { STORAGE_SOP_CLASS_UIDS, storageSopClassKeyword } from './storage-sop-classes.js';
import {
  ACCEPTED_TRANSFER_SYNTAX_UIDS,
  encodingOf,
  isVideoTransferSyntax,
  transferSyntaxKeyword,
} from './transfer-syntax.js';

describe('dictionary', () => {
  it('goes from keyword to tag and back', () => {
    expect(tagOfKeyword('PixelData')).toBe('7FE00010');
    expect(keywordOfTag('00100010')).toBe('PatientName');
    expect(entryOfTag(0x00280106)?.vr).toBe('US or SS');
    expect(entryOfTag(0x60023000)?.keyword).toBe('OverlayData');
    expect(entryOfKeyword('NoSuchKeyword')).toBeUndefined();
    expect(formatTag(0xfffee000)).toBe('FFFEE000');
    expect(displayTag(0x00100020)).toBe('(0010,0020)');
    expect([0x00090010, 0x00091010, 0x00080010].map(isPrivateCreator)).toEqual([true, false, false]);
  });
});

describe('UIDs', () => {
  it('holds every storage class once, and well formed', () => {
    expect(new Set(STORAGE_SOP_CLASS_UIDS).size).toBe(STORAGE_SOP_CLASS_UIDS.length);
    expect(STORAGE_SOP_CLASS_UIDS.length).toBeGreaterThan(150);
    for (const uid of STORAGE_SOP_CLASS_UIDS) expect(uid).toMatch(/^1\.2\.840\.10008\.5\.1\.4\.(\d+\.)*\d+$/);
    expect(storageSopClassKeyword('1.2.840.10008.5.1.4.1.1.2')).toBe('CTImageStorage');
    expect(storageSopClassKeyword('1.2.3')).toBeUndefined();
  });

  it('knows how each transfer syntax lies in the bytes', () => {
    expect(encodingOf('1.2.840.10008.1.2')).toMatchObject({ explicitVR: false, encapsulated: false });
    expect(encodingOf('1.2.840.10008.1.2.2')).toMatchObject({ littleEndian: false });
    expect(encodingOf('1.2.840.10008.1.2.4.55')).toMatchObject({ encapsulated: true });
    expect(encodingOf('1.2.3')).toBeUndefined();
    expect(transferSyntaxKeyword('1.2.840.10008.1.2.4.90')).toBe('JPEG2000Lossless');
    expect(isVideoTransferSyntax('1.2.840.10008.1.2.4.102.1')).toBe(true);
    for (const uid of ACCEPTED_TRANSFER_SYNTAX_UIDS) expect(encodingOf(uid)).toBeDefined();
  });
});
