/** Bytes of a dataset to the DICOM JSON model (PS3.5 section 7). */
import {
  displayTag,
  entryOfTag,
  formatTag,
  isPrivateCreator,
  isPrivateTag,
} from '../dictionary/dictionary.js';
import type { DicomJsonDataset, DicomJsonElement } from '../json/dicom-json.js';
import { charsetDecoder, UTF_8, type CharsetDecoder } from './charset.js';
import { DicomParseError } from './dicom-parse-error.js';
import { readFragments, type Fragments } from './fragments.js';
import { ByteReader, pieces, type ByteSource } from './byte-source.js';
import {
  ITEM_DELIMITER_TAG,
  ITEM_TAG,
  SEQUENCE_DELIMITER_TAG,
  UNDEFINED_LENGTH,
  isKnownVr,
  readHeader,
  vrAt,
  type ElementHeader,
} from './tokens.js';
import { bulk, readValue } from './values.js';

/** Sequences inside sequences deeper than this are refused: no real object comes near it. */
export const MAX_DEPTH = 64;

const SPECIFIC_CHARACTER_SET = 0x00080005;
const PIXEL_REPRESENTATION = 0x00280103;
const PIXEL_TAGS: ReadonlyMap<number, PixelElement['keyword']> = new Map([
  [0x7fe00008, 'FloatPixelData'],
  [0x7fe00009, 'DoubleFloatPixelData'],
  [0x7fe00010, 'PixelData'],
] as const);

/** The pixel element of the top level dataset as it lies in the bytes. */
export interface PixelElement {
  readonly keyword: 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData';
  readonly vr: string;
  readonly offset: number;
  readonly length: number;
  readonly fragments?: Fragments;
}

/** A dataset with what was met on the way. */
export interface DatasetReading {
  readonly dataset: DicomJsonDataset;
  readonly pixelElement?: PixelElement;
  /** (0008,0005) as written; the dataset itself says ISO_IR 192 afterwards. */
  readonly specificCharacterSet: readonly string[];
}

/** What items inherit from the dataset around them. */
interface Scope {
  charset: CharsetDecoder;
  signedPixels: boolean;
  readonly depth: number;
}

/** How the elements of one stretch are written; sequences inside UN switch to implicit VR. */
interface Layout {
  readonly reader: ByteReader;
  readonly explicitVR: boolean;
}

/**
 * Reads all elements from `offset` to the end of the data.
 * @throws DicomParseError TRUNCATED or CORRUPT
 */
export function readDataset(
  source: ByteSource,
  offset: number,
  encoding: { explicitVR: boolean; littleEndian: boolean },
): DatasetReading {
  const read = new DatasetReader(source);
  const layout: Layout = {
    reader: new ByteReader(source, encoding.littleEndian),
    explicitVR: encoding.explicitVR,
  };
  const { dataset } = read.elements(layout, offset, source.length, {
    charset: charsetDecoder([]),
    signedPixels: false,
    depth: 0,
  });
  return {
    dataset,
    specificCharacterSet: read.specificCharacterSet,
    ...(read.pixelElement === undefined ? {} : { pixelElement: read.pixelElement }),
  };
}

class DatasetReader {
  specificCharacterSet: readonly string[] = [];
  pixelElement: PixelElement | undefined;
  private paddingStart: number | undefined;

  constructor(private readonly source: ByteSource) {}

  /** Elements up to `end`, or up to the delimiter that closes an item of undefined length. */
  elements(
    layout: Layout,
    offset: number,
    end: number,
    scope: Scope,
  ): { dataset: DicomJsonDataset; next: number } {
    const dataset: DicomJsonDataset = {};
    let at = offset;
    while (at < end) {
      if (scope.depth === 0 && this.isZeroPadding(layout.reader, at)) return { dataset, next: end };
      const header = readHeader(layout.reader, at, end, layout.explicitVR);
      if (header.tag === ITEM_DELIMITER_TAG) {
        if (scope.depth > 0) return { dataset, next: header.valueOffset };
        at = header.valueOffset;
        continue;
      }
      if (header.tag === SEQUENCE_DELIMITER_TAG) {
        if (scope.depth > 0) return { dataset, next: header.offset };
        at = header.valueOffset;
        continue;
      }
      if (header.tag === ITEM_TAG) throw this.misplacedItem(header);
      this.requireInside(header, end);
      at = this.element(layout, header, end, scope, dataset);
    }
    return { dataset, next: at };
  }

  /** Reads one element into `dataset` and returns the byte after it. */
  private element(
    layout: Layout,
    header: ElementHeader,
    end: number,
    scope: Scope,
    dataset: DicomJsonDataset,
  ): number {
    const key = formatTag(header.tag);
    const vr = resolveVr(header, scope.signedPixels);
    if (header.length === UNDEFINED_LENGTH) {
      const binary = vr.startsWith('O') || PIXEL_TAGS.has(header.tag);
      if (binary) return this.encapsulated(layout, header, vr, end, scope, dataset);
      const { items, next } = this.sequence(
        this.layoutInside(layout, header),
        header.valueOffset,
        end,
        scope,
      );
      dataset[key] = sequenceElement(items);
      return next;
    }
    const next = header.valueOffset + header.length;
    const field = { vr, offset: header.valueOffset, length: header.length };
    if (scope.depth === 0 && PIXEL_TAGS.has(header.tag)) {
      this.notePixels(header.tag, field);
      dataset[key] = header.length === 0 ? { vr } : bulk(field);
      return next;
    }
    if (vr === 'SQ') {
      dataset[key] = sequenceElement(
        this.sequence(this.layoutInside(layout, header), header.valueOffset, next, scope).items,
      );
      return next;
    }
    dataset[key] =
      (vr === 'UN' ? this.sequenceInUnknown(layout, header, next, scope) : undefined) ??
      readValue(layout.reader, scope.charset, field);
    if (header.tag === SPECIFIC_CHARACTER_SET) this.switchCharset(dataset, key, scope);
    if (header.tag === PIXEL_REPRESENTATION) scope.signedPixels = dataset[key]?.Value?.[0] === 1;
    return next;
  }

  /** Items from `offset` to `end`, or to the sequence delimiter. */
  private sequence(
    layout: Layout,
    offset: number,
    end: number,
    scope: Scope,
  ): { items: DicomJsonDataset[]; next: number } {
    if (scope.depth >= MAX_DEPTH) {
      throw new DicomParseError(
        'CORRUPT',
        `Sequences are nested deeper than ${MAX_DEPTH} levels at byte ${offset}. ` +
          'No real object is; the file is damaged or hostile and is not read further.',
        offset,
      );
    }
    const items: DicomJsonDataset[] = [];
    let at = offset;
    while (at < end) {
      const header = readHeader(layout.reader, at, end, false);
      if (header.tag === SEQUENCE_DELIMITER_TAG) return { items, next: header.valueOffset };
      if (header.tag === ITEM_DELIMITER_TAG) {
        at = header.valueOffset;
        continue;
      }
      if (header.tag !== ITEM_TAG) throw this.noItem(header);
      this.requireInside(header, end);
      const itemEnd = header.length === UNDEFINED_LENGTH ? end : header.valueOffset + header.length;
      const item = this.elements(layout, header.valueOffset, itemEnd, { ...scope, depth: scope.depth + 1 });
      items.push(item.dataset);
      at = header.length === UNDEFINED_LENGTH ? item.next : itemEnd;
    }
    return { items, next: at };
  }

  /** A private or unknown element of defined length that holds items: a sequence, if it reads as one. */
  private sequenceInUnknown(
    layout: Layout,
    header: ElementHeader,
    end: number,
    scope: Scope,
  ): DicomJsonElement | undefined {
    if (header.length < 8 || layout.reader.tag(header.valueOffset) !== ITEM_TAG) return undefined;
    try {
      const inside = this.layoutInside(layout, header);
      return sequenceElement(this.sequence(inside, header.valueOffset, end, scope).items);
    } catch (error) {
      if (error instanceof DicomParseError) return undefined;
      throw error;
    }
  }

  /**
   * Layout of the items of a sequence. Inside UN it is implicit VR little endian (PS3.5 6.2.2 note 4), but
   * some writers keep explicit VR there, so the first element of the first item is looked at.
   */
  private layoutInside(layout: Layout, header: ElementHeader): Layout {
    if (!layout.explicitVR || header.vr === 'SQ') return layout;
    const first = header.valueOffset + 8;
    const explicitVR = first + 6 <= this.source.length && isKnownVr(vrAt(layout.reader, first + 4));
    return {
      reader: new ByteReader(this.source, explicitVR ? layout.reader.littleEndian : true),
      explicitVR,
    };
  }

  private encapsulated(
    layout: Layout,
    header: ElementHeader,
    vr: string,
    end: number,
    scope: Scope,
    dataset: DicomJsonDataset,
  ): number {
    const fragments = readFragments(layout.reader, header.valueOffset, end, header.tag);
    const field = {
      vr: vr === 'UN' ? 'OB' : vr,
      offset: header.valueOffset,
      length: fragments.next - header.valueOffset,
    };
    if (scope.depth === 0) this.notePixels(header.tag, field, fragments);
    dataset[formatTag(header.tag)] = bulk(field);
    return fragments.next;
  }

  private notePixels(
    tag: number,
    field: { vr: string; offset: number; length: number },
    fragments?: Fragments,
  ): void {
    const keyword = PIXEL_TAGS.get(tag);
    if (keyword === undefined) return;
    this.pixelElement = { keyword, ...field, ...(fragments === undefined ? {} : { fragments }) };
  }

  private switchCharset(dataset: DicomJsonDataset, key: string, scope: Scope): void {
    const terms = (dataset[key]?.Value ?? []).map((term) => (typeof term === 'string' ? term : ''));
    scope.charset = charsetDecoder(terms);
    if (scope.depth === 0) this.specificCharacterSet = terms;
    if (terms.length > 0) dataset[key] = { vr: 'CS', Value: [UTF_8] };
  }

  /** Some writers fill the end of the file with zeros, which would read as elements (0000,0000). */
  private isZeroPadding(reader: ByteReader, at: number): boolean {
    if (at + 2 <= reader.length && reader.uint16(at) !== 0) return false;
    this.paddingStart ??= startOfTrailingZeros(this.source);
    return at >= this.paddingStart;
  }

  private requireInside(header: ElementHeader, end: number): void {
    if (header.length === UNDEFINED_LENGTH || header.valueOffset + header.length <= end) return;
    const pastTheEnd = header.valueOffset + header.length > this.source.length;
    throw new DicomParseError(
      pastTheEnd ? 'TRUNCATED' : 'CORRUPT',
      `${displayTag(header.tag)} at byte ${header.offset} claims ${header.length} bytes, ` +
        (pastTheEnd
          ? `the data has ${this.source.length - header.valueOffset} left. ` +
            'The file was cut off or a length is damaged; send it again from its source.'
          : `the item around it has ${end - header.valueOffset} left. ` +
            'A length is damaged; send the file again or have its writer checked.'),
      header.offset,
    );
  }

  private misplacedItem(header: ElementHeader): DicomParseError {
    return new DicomParseError(
      'CORRUPT',
      `An item starts at byte ${header.offset}, outside any sequence. ` +
        'A length before it is damaged; send the file again or have its writer checked.',
      header.offset,
    );
  }

  private noItem(header: ElementHeader): DicomParseError {
    return new DicomParseError(
      'CORRUPT',
      `${displayTag(header.tag)} stands at byte ${header.offset} where a sequence item belongs. ` +
        'The sequence is damaged; send the file again or have its writer checked.',
      header.offset,
    );
  }
}

function startOfTrailingZeros(source: ByteSource): number {
  let start = 0;
  let before = 0;
  for (const piece of pieces(source, 0, source.length)) {
    let end = piece.length;
    while (end > 0 && piece[end - 1] === 0) end -= 1;
    if (end > 0) start = before + end;
    before += piece.length;
  }
  return start;
}

function sequenceElement(items: DicomJsonDataset[]): DicomJsonElement {
  return items.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value: items };
}

/** The VR to read a value with: as written, else (implicit, UN or unreadable) from the dictionary. */
function resolveVr(header: ElementHeader, signedPixels: boolean): string {
  if (header.vr !== undefined && header.vr !== 'UN') return header.vr;
  if (isPrivateTag(header.tag)) {
    if (isPrivateCreator(header.tag) && header.length !== UNDEFINED_LENGTH) return 'LO';
    return header.vr === undefined && header.length === UNDEFINED_LENGTH ? 'SQ' : 'UN';
  }
  if ((header.tag & 0xffff) === 0) return 'UL';
  const vr = entryOfTag(header.tag)?.vr;
  switch (vr) {
    case undefined:
      return 'UN';
    case 'US or SS':
      return signedPixels ? 'SS' : 'US';
    case 'OB or OW':
    case 'US or OW':
      return 'OW';
    default:
      return vr;
  }
}
