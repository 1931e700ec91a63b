import { openSync, create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { runsOf, type Face, type Has, type Run } from './domain/faces.js';

const { resolve } = createRequire(import.meta.url);
const TEXT = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const BOLD = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
/** Every character of the Basic Multilingual Plane in one file. */
const OTHER = resolve('@fontsource/unifontex/files/unifontex-latin-400-normal.woff');

/** What the typefaces have, and their bytes; read when the first paper needs them. */
interface Faces {
  has: Readonly<Record<Face, Has>>;
  other: Buffer;
}
let read: Faces | undefined;

function faces(): Faces {
  if (read) return read;
  const other = sfntOf(readFileSync(OTHER));
  read = { has: { text: hasOf(openSync(TEXT) as Font), other: hasOf(create(other) as Font) }, other };
  return read;
}

function hasOf(font: Font): Has {
  return (codePoint) => font.hasGlyphForCodePoint(codePoint);
}

/**
 * A font file without the compression of WOFF (W3C WOFF File Format 1.0, sections 3 to 5): with it, each glyph that is put
 * into a PDF would inflate all of them.
 */
export function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index;
    const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(from, from + packed);
    const table = Buffer.alloc(Math.ceil(length / 4) * 4);
    (packed < length ? inflateSync(bytes) : bytes).copy(table);
    const at = 12 + 16 * index;
    woff.copy(head, at, entry, entry + 4);
    woff.copy(head, at + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(length, at + 12);
    tables.push(table);
    offset += table.length;
  }
  return Buffer.concat([head, ...tables]);
}

/** The typefaces of one paper, and which characters none of them has. */
export class PrintFaces {
  private readonly lacking = new Set<number>();

  constructor(private readonly document: PDFKit.PDFDocument) {
    document.registerFont('regular', TEXT).registerFont('bold', BOLD);
    document.registerFont('other', faces().other);
  }

  /** As `U+20BB7`, in their order. */
  get missing(): string[] {
    const sorted = [...this.lacking].sort((a, b) => a - b);
    return sorted.map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
  }

  /** Writes text where the document stands, each part of it in a typeface that has it. */
  write(weight: 'regular' | 'bold', text: string, options: PDFKit.Mixins.TextOptions = {}): void {
    const lines = this.runsOf(text);
    for (const [index, runs] of lines.entries()) {
      const continued = options.continued === true && index === lines.length - 1;
      this.writeLine(weight, runs, { ...options, continued });
    }
  }

  /** One entry for each line where the text needs several typefaces; else all of it is one run. */
  private runsOf(text: string): Run[][] {
    const split = (part: string): Run[] => {
      const { runs, missing } = runsOf(part, faces().has);
      for (const codePoint of missing) this.lacking.add(codePoint);
      return runs.length === 0 ? [{ face: 'text', text: part }] : runs;
    };
    const whole = split(text);
    return whole.length === 1 ? [whole] : text.split('\n').map((line) => split(line === '' ? ' ' : line));
  }

  private writeLine(
    weight: 'regular' | 'bold',
    runs: readonly Run[],
    options: PDFKit.Mixins.TextOptions,
  ): void {
    for (const [index, { face, text }] of runs.entries()) {
      const last = index === runs.length - 1;
      this.document
        .font(face === 'other' ? 'other' : weight)
        .text(text, { ...options, continued: !last || options.continued === true });
    }
  }
}
