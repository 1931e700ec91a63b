/** Specific Character Set (PS3.3 C.12.1.1.2): bytes of text values to Unicode. */
import { TextDecoder } from 'node:util';

/** Turns the bytes of one text element into a string; delimiters reset code extensions (PS3.5 6.1.2.5.3). */
export interface CharsetDecoder {
  /** `delimiters`: ASCII characters, besides controls, after which ISO 2022 state starts anew. */
  decode(bytes: Buffer, delimiters: string): string;
}

type CodeElement = (bytes: Buffer) => string;

const ESCAPE = 0x1b;
const DECODERS = new Map<string, TextDecoder>();

function icu(label: string): CodeElement {
  return (bytes) => {
    let decoder = DECODERS.get(label);
    if (decoder === undefined) {
      decoder = new TextDecoder(label);
      DECODERS.set(label, decoder);
    }
    return decoder.decode(bytes);
  };
}

const latin1: CodeElement = (bytes) => bytes.toString('latin1');
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 where the bytes are valid UTF-8, else Latin-1: for text whose declared set is absent or wrong. */
const utf8OrLatin1: CodeElement = (bytes) => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return latin1(bytes);
  }
};

/** Shifts 7-bit pairs into the upper half, where EUC expects them; `lead` goes before each pair. */
function pairsAsEuc(label: string, lead?: number): CodeElement {
  const decode = icu(label);
  return (bytes) => {
    const out: number[] = [];
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      if (lead !== undefined) out.push(lead);
      out.push((bytes[i] ?? 0) | 0x80, (bytes[i + 1] ?? 0) | 0x80);
    }
    return decode(Buffer.from(out));
  };
}

/** What a defined term puts into the upper half (G1) of the code table, by its ISO registration number. */
const G1_OF_TERM: Readonly<Record<string, CodeElement>> = {
  '100': latin1,
  '101': icu('iso-8859-2'),
  '109': icu('iso-8859-3'),
  '110': icu('iso-8859-4'),
  '144': icu('iso-8859-5'),
  '127': icu('iso-8859-6'),
  '126': icu('iso-8859-7'),
  '138': icu('iso-8859-8'),
  '148': icu('windows-1254'),
  '203': icu('iso-8859-15'),
  '166': icu('windows-874'),
  '13': icu('shift_jis'),
  '149': icu('euc-kr'),
  '58': icu('gbk'),
};

interface Designation {
  /** ISO registration number. */
  readonly term: string;
  readonly set: 'G0' | 'G1';
  readonly decode: CodeElement;
  readonly twoByte: boolean;
}

const singleByteG1 = (term: string): Designation => ({
  term,
  set: 'G1',
  decode: G1_OF_TERM[term] ?? latin1,
  twoByte: false,
});
const ASCII: Designation = { term: '6', set: 'G0', decode: latin1, twoByte: false };

/** Escape sequences of PS3.3 Tables C.12-3 and C.12-4, without the ESC itself. */
const DESIGNATIONS: ReadonlyMap<string, Designation> = new Map<string, Designation>([
  ['(B', ASCII],
  ['(J', { term: '13', set: 'G0', decode: icu('shift_jis'), twoByte: false }],
  [')I', singleByteG1('13')],
  ['$B', { term: '87', set: 'G0', decode: pairsAsEuc('euc-jp'), twoByte: true }],
  ['$(D', { term: '159', set: 'G0', decode: pairsAsEuc('euc-jp', 0x8f), twoByte: true }],
  ['$)C', singleByteG1('149')],
  ['$)A', singleByteG1('58')],
  ['-A', singleByteG1('100')],
  ['-B', singleByteG1('101')],
  ['-C', singleByteG1('109')],
  ['-D', singleByteG1('110')],
  ['-L', singleByteG1('144')],
  ['-G', singleByteG1('127')],
  ['-F', singleByteG1('126')],
  ['-H', singleByteG1('138')],
  ['-M', singleByteG1('148')],
  ['-b', singleByteG1('203')],
  ['-T', singleByteG1('166')],
]);

/** Of Unicode and its like: terms that are a whole by themselves. */
/** Specific Character Set (0008,0005) of text in UTF-8. */
export const UTF_8 = 'ISO_IR 192';

const WHOLE_TERMS = { UTF_8, GB18030: 'GB18030', GBK: 'GBK' } as const;
/** Registrations of multi-byte sets, which code extensions alone can name. */
const EXTENSION_ONLY = new Set(['58', '149']);

/** Defined terms of Specific Character Set that are read, without and with code extensions (PS3.3 C.12.1.1.2). */
export const CHARACTER_SET_TERMS: { single: readonly string[]; extended: readonly string[] } = {
  single: [
    'ISO_IR 6',
    ...Object.keys(G1_OF_TERM).flatMap((term) => (EXTENSION_ONLY.has(term) ? [] : `ISO_IR ${term}`)),
    ...Object.values(WHOLE_TERMS),
  ],
  extended: [...new Set([...DESIGNATIONS.values()].map(({ term }) => `ISO 2022 IR ${term}`))],
};

/** One decoder of a whole byte string with no state. */
class PlainDecoder implements CharsetDecoder {
  constructor(private readonly element: CodeElement) {}

  decode(bytes: Buffer): string {
    return isPlainAscii(bytes) ? latin1(bytes) : this.element(bytes);
  }
}

/** ISO 2022 code extensions: escape sequences move character sets into G0 and G1. */
class Iso2022Decoder implements CharsetDecoder {
  constructor(
    private readonly initialG0: CodeElement,
    private readonly initialG1: CodeElement,
  ) {}

  decode(bytes: Buffer, delimiters: string): string {
    if (isPlainAscii(bytes)) return latin1(bytes);
    let g0: Designation = { ...ASCII, decode: this.initialG0 };
    let g1 = this.initialG1;
    let text = '';
    let at = 0;
    while (at < bytes.length) {
      if (bytes[at] === ESCAPE) {
        const found = designationAt(bytes, at + 1);
        if (found === undefined) {
          at += 1;
          continue;
        }
        if (found.designation.set === 'G0') g0 = found.designation;
        else g1 = found.designation.decode;
        at += 1 + found.length;
        continue;
      }
      const end = runEnd(bytes, at, g0.twoByte, delimiters);
      const run = bytes.subarray(at, end.next);
      const upper = ((bytes[at] ?? 0) & 0x80) !== 0;
      text += upper ? g1(run) : g0.decode(run);
      at = end.next;
      if (end.delimiter !== undefined) {
        text += String.fromCharCode(end.delimiter);
        g0 = { ...ASCII, decode: this.initialG0 };
        if (this.initialG1 !== utf8OrLatin1) g1 = this.initialG1;
        at += 1;
      }
    }
    return text;
  }
}

/** End of the run of bytes that one code element decodes, and the delimiter behind it. */
function runEnd(
  bytes: Buffer,
  start: number,
  twoByte: boolean,
  delimiters: string,
): { next: number; delimiter?: number } {
  const upper = (bytes[start] ?? 0) & 0x80;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESCAPE || (byte & 0x80) !== upper) return { next: at };
    const control = byte < 0x20;
    const delimiter = !twoByte && upper === 0 && delimiters.includes(String.fromCharCode(byte));
    if (control || delimiter) return { next: at, delimiter: byte };
  }
  return { next: bytes.length };
}

function designationAt(bytes: Buffer, at: number): { designation: Designation; length: number } | undefined {
  for (const length of [2, 3]) {
    const designation = DESIGNATIONS.get(bytes.toString('latin1', at, Math.min(at + length, bytes.length)));
    if (designation !== undefined) return { designation, length };
  }
  return undefined;
}

function isPlainAscii(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 || byte === ESCAPE) return false;
  }
  return true;
}

/** The ISO registration number of a defined term, however its spaces and underscores were written. */
function registration(term: string): string {
  return /(\d+)$/.exec(term.replace(/^ISO[ _-]*2022[ _-]*/i, ''))?.[1] ?? '';
}

const cache = new Map<string, CharsetDecoder>();

/**
 * Decoder for the values of (0008,0005). No value is the default repertoire (ASCII); text that is not ASCII
 * under it, or under an unknown term, is read as UTF-8 where it is valid UTF-8, else as Latin-1.
 */
export function charsetDecoder(terms: readonly string[]): CharsetDecoder {
  const key = terms.join('\\').toUpperCase();
  let decoder = cache.get(key);
  if (decoder === undefined) {
    decoder = makeDecoder(terms);
    if (cache.size < 100) cache.set(key, decoder);
  }
  return decoder;
}

function makeDecoder(terms: readonly string[]): CharsetDecoder {
  const first = (terms[0] ?? '').trim().toUpperCase();
  if (first === WHOLE_TERMS.GB18030) return new PlainDecoder(icu('gb18030'));
  if (first === WHOLE_TERMS.GBK) return new PlainDecoder(icu('gbk'));
  const number = registration(first);
  if (number === '192') return new PlainDecoder(utf8OrLatin1);
  const extended = terms.length > 1 || /2022/.test(first);
  const g1 = G1_OF_TERM[number] ?? utf8OrLatin1;
  const g0 = number === '13' ? icu('shift_jis') : latin1;
  return extended ? new Iso2022Decoder(g0, g1) : new PlainDecoder(g1);
}
