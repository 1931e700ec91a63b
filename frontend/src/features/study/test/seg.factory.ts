/** Writes small explicit little-endian DICOM files for tests; synthetic, and only as much as the decoder reads. */
type Value = string | number[] | Uint8Array | Element[][];

export interface Element {
  tag: [number, number];
  vr: string;
  value: Value;
}

export const el = (tag: string, vr: string, value: Value): Element => ({
  tag: [Number.parseInt(tag.slice(0, 4), 16), Number.parseInt(tag.slice(4), 16)],
  vr,
  value,
});

const long = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

function bytesOf(vr: string, value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string')
    return new TextEncoder().encode(value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`);
  if (vr === 'SQ') return concat((value as Element[][]).map((item) => sequenceItem(encode(item))));
  return new Uint8Array(Uint16Array.from(value as number[]).buffer);
}

function sequenceItem(content: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint16(0, 0xfffe, true);
  head.setUint16(2, 0xe000, true);
  head.setUint32(4, content.length, true);
  return concat([new Uint8Array(head.buffer), content]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function encode(elements: readonly Element[]): Uint8Array {
  return concat(
    elements.map(({ tag, vr, value }) => {
      const content = bytesOf(vr, value);
      const isLong = long.has(vr);
      const head = new DataView(new ArrayBuffer(isLong ? 12 : 8));
      head.setUint16(0, tag[0], true);
      head.setUint16(2, tag[1], true);
      head.setUint8(4, vr.charCodeAt(0));
      head.setUint8(5, vr.charCodeAt(1));
      if (isLong) head.setUint32(8, content.length, true);
      else head.setUint16(6, content.length, true);
      return concat([new Uint8Array(head.buffer), content]);
    }),
  );
}

export function part10(elements: readonly Element[], transferSyntax = '1.2.840.10008.1.2.1'): Uint8Array {
  const meta = encode([el('00020010', 'UI', transferSyntax)]);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, meta.length, true);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode('DICM'), 128);
  const groupLength = concat([encode([el('00020000', 'UL', new Uint8Array(length.buffer))])]);
  return concat([preamble, groupLength, meta, encode(elements)]);
}

export interface FrameInput {
  segment: number;
  source: string | null;
  position?: string;
}

export interface SegInput {
  rows: number;
  columns: number;
  labels: string[];
  frames: FrameInput[];
  bits: Uint8Array;
  type?: string;
  orientation?: string;
  statedFrames?: number;
  transferSyntax?: string;
}

function frameItem({ segment, source, position }: FrameInput): Element[] {
  const derivation = source === null ? [] : [[el('00082112', 'SQ', [[el('00081155', 'UI', source)]])]];
  return [
    el('00089124', 'SQ', derivation),
    ...(position === undefined ? [] : [el('00209113', 'SQ', [[el('00200032', 'DS', position)]])]),
    el('0062000A', 'SQ', [[el('0062000B', 'US', [segment])]]),
  ];
}

/** A binary SEG of the given frames, bit-packed as PS3.5 says. */
export function segFile(input: SegInput): Uint8Array {
  const shared =
    input.orientation === undefined
      ? []
      : [el('00209116', 'SQ', [[el('00200037', 'DS', input.orientation)]])];
  return part10(
    [
      el('00080005', 'CS', 'ISO_IR 192'),
      el('00280008', 'IS', String(input.statedFrames ?? input.frames.length)),
      el('00280010', 'US', [input.rows]),
      el('00280011', 'US', [input.columns]),
      el('00280100', 'US', [1]),
      el('00620001', 'CS', input.type ?? 'BINARY'),
      el(
        '00620002',
        'SQ',
        input.labels.map((label, index) => [el('00620004', 'US', [index + 1]), el('00620005', 'LO', label)]),
      ),
      el('52009229', 'SQ', [shared]),
      el('52009230', 'SQ', input.frames.map(frameItem)),
      el('7FE00010', 'OB', input.bits),
    ],
    input.transferSyntax,
  );
}

/** Packs masks one behind the other, without padding between frames. */
export function pack(masks: readonly (readonly number[])[]): Uint8Array {
  const bits = masks.flat();
  const bytes = new Uint8Array(Math.ceil(bits.length / 16) * 2);
  bits.forEach((bit, index) => {
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7));
  });
  return bytes;
}
