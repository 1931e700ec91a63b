import { describeReal, realFile, realFiles } from '../../../test/real-studies.js';
import { getElement, getNumber, getPersonName, getSequence, getString, getStrings } from '../json/getters.js';
import { REFUSED } from '../test/outcomes.js';
import { DicomParseError } from './dicom-parse-error.js';
import type { ParsedInstance } from './parsed-instance.js';
import { parsePart10 } from './part10.js';

function outcome(path: string): string {
  try {
    parsePart10(realFile(path));
    return 'parsed';
  } catch (error) {
    if (error instanceof DicomParseError) return error.code;
    throw error;
  }
}

const lenient = (path: string): ParsedInstance => parsePart10(realFile(path), { requireUids: false });

describeReal('the real files', () => {
  it('every one parses or is refused with the stated code', () => {
    const files = realFiles();
    expect(files.length).toBeGreaterThanOrEqual(430);
    const unexpected = files
      .map((path) => [path, outcome(path), REFUSED[path] ?? 'parsed'])
      .filter(([, found, expected]) => found !== expected);
    expect(unexpected).toEqual([]);
  });

  it('reads what the repairable ones hold', () => {
    expect(getString(lenient('broken/badVR.dcm').dataset, 'NumberOfFrames')).toBe('1A');
    expect(lenient('broken/ExplVR_BigEndNoMeta.dcm').transferSyntaxUid).toBe('1.2.840.10008.1.2.2');
    expect(lenient('broken/ExplVR_LitEndNoMeta.dcm').transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    const unknown = lenient('broken/explicit_VR-UN.dcm').dataset;
    expect(getString(unknown, 'Modality')).toBe('CT');
    expect(getStrings(unknown, 'ImagePositionPatient')).toEqual(['0', '0', '-121']);
    expect(lenient('broken/meta_missing_tsyntax.dcm').transferSyntaxUid).toBe('1.2.840.10008.1.2');
    expect(getString(lenient('broken/no_meta_group_length.dcm').dataset, 'InstanceCreationDate')).toBe(
      '20111130',
    );
    expect(lenient('broken/empty_charset_LEI.dcm').dataset['00080005']).toEqual({ vr: 'CS' });
    expect(getSequence(lenient('broken/bad_sequence.dcm').dataset, 'DerivationCodeSequence')).toHaveLength(1);
  });

  it('reads sequences inside UN and private ones in implicit VR', () => {
    const [series] = getSequence(lenient('broken/UN_sequence.dcm').dataset, '4453100C');
    expect(getString(series ?? {}, 'StudyInstanceUID')).toMatch(/^1\.2\.840\.113619/);
    const [outer] = getSequence(lenient('broken/nested_priv_SQ.dcm').dataset, '00010001');
    const [inner] = getSequence(outer ?? {}, '00010001');
    expect(inner?.['00010001']?.InlineBinary).toBe(Buffer.from('Double Nested SQ').toString('base64'));
    expect(getElement(lenient('broken/priv_SQ.dcm').dataset, '3F031001')?.vr).toBe('SQ');
  });

  it.each([
    ['chrFren', { Alphabetic: 'Buc^Jérôme' }],
    ['chrGerm', { Alphabetic: 'Äneas^Rüdiger' }],
    ['chrRuss', { Alphabetic: 'Люкceмбypг' }],
    ['chrArab', { Alphabetic: 'قباني^لنزار' }],
    ['chrH31', { Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
    ['chrI2', { Alphabetic: 'Hong^Gildong', Ideographic: '洪^吉洞', Phonetic: '홍^길동' }],
    ['chrX1', { Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東' }],
    ['chrX2', { Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小东' }],
  ])('reads the patient of charsets/%s', (file, name) => {
    const parsed = lenient(`charsets/${file}.dcm`);
    expect(getPersonName(parsed.dataset, 'PatientName')).toEqual(name);
    expect(getString(parsed.dataset, 'SpecificCharacterSet')).toBe('ISO_IR 192');
  });

  it('reads items with a character set of their own', () => {
    const parsed = lenient('charsets/chrSQEncoding.dcm');
    const [request] = getSequence(parsed.dataset, '00321064');
    expect(getPersonName(request ?? {}, 'PatientName')).toEqual({
      Alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ',
      Ideographic: '山田^太郎',
      Phonetic: 'やまだ^たろう',
    });
  });

  it('reads the same MR in every native encoding alike', () => {
    const [first, ...others] = ['MR_small', 'MR_small_implicit', 'MR_small_bigendian'].map((name) => {
      const { dataset } = lenient(`syntaxes/pydicom-mr-small/${name}.dcm`);
      return ['PatientName', 'StudyInstanceUID', 'Rows', 'EchoTime', 'ImageType'].map((keyword) =>
        getStrings(dataset, keyword).length > 0 ? getStrings(dataset, keyword) : getNumber(dataset, keyword),
      );
    });
    for (const other of others) expect(other).toEqual(first);
  });
});
