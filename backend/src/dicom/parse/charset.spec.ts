import { charsetDecoder } from './charset.js';

const name = (terms: string[], hex: string): string =>
  charsetDecoder(terms).decode(Buffer.from(hex.replaceAll(' ', ''), 'hex'), '\\^=');
const latin1Hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

/** The examples of PS3.5 Annexes H, I, J and K. */
describe('charsetDecoder', () => {
  it('reads single-byte sets', () => {
    expect(name(['ISO_IR 100'], latin1Hex('Buc^J\xe9r\xf4me'))).toBe('Buc^Jérôme');
    expect(name(['ISO_IR 144'], 'bb ee da 63')).toBe('Люкc');
    expect(name(['ISO_IR 127'], 'e2 c8 c7 e6 ea')).toBe('قباني');
    expect(name(['ISO_IR 13'], 'd4 cf c0 de')).toBe('ﾔﾏﾀﾞ');
  });

  it('reads Japanese with code extensions, first value empty (H.3.1)', () => {
    const bytes = 'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B';
    expect(name(['', 'ISO 2022 IR 87'], latin1Hex(bytes))).toBe('Yamada^Tarou=山田^太郎=やまだ^たろう');
  });

  it('reads Japanese with katakana in the upper half (H.3.2)', () => {
    const bytes = '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J';
    expect(name(['ISO 2022 IR 13', 'ISO 2022 IR 87'], latin1Hex(bytes))).toBe('ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎');
  });

  it('reads Korean (I.2)', () => {
    const bytes =
      'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf';
    expect(name(['', 'ISO 2022 IR 149'], latin1Hex(bytes))).toBe('Hong^Gildong=洪^吉洞=홍^길동');
  });

  it('reads Chinese in UTF-8, GB18030 (second bytes that look like a backslash included) and GB 2312', () => {
    expect(name(['ISO_IR 192'], Buffer.from('Wang^XiaoDong=王^小东').toString('hex'))).toBe(
      'Wang^XiaoDong=王^小东',
    );
    expect(name(['GB18030'], 'cd f5 5e d0 a1 b6 ab')).toBe('王^小东');
    expect(name(['GB18030'], '81 5c')).toBe('乗');
    expect(
      name(['', 'ISO 2022 IR 58'], latin1Hex('Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=')),
    ).toBe('Zhang^XiaoDong=张^小东=');
  });

  it('mixes single-byte sets by escape', () => {
    const bytes = 'Dionysios is \x1b-F\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2';
    expect(name(['ISO 2022 IR 100', 'ISO 2022 IR 126'], latin1Hex(bytes))).toBe('Dionysios is Διονυσιος');
  });

  it('guesses UTF-8, then Latin-1, where the set is absent, unknown or wrong', () => {
    for (const terms of [[], ['ISO_IR 6'], ['NO SUCH SET'], ['ISO_IR 192']]) {
      expect(name(terms, Buffer.from('Jérôme').toString('hex'))).toBe('Jérôme');
      expect(name(terms, latin1Hex('J\xe9r\xf4me'))).toBe('Jérôme');
    }
  });

  it('accepts the spellings that are met', () => {
    for (const term of ['ISO_IR 144', 'ISO IR 144', 'ISO-IR 144', 'iso_ir_144', 'ISO 2022 IR 144']) {
      expect(name([term], 'bb')).toBe('Л');
    }
  });
});
