/** One fingerprint for one object, by whichever door and in whichever native encoding it came. */
import { createHash } from 'node:crypto';
import type { DicomJsonDataset, DicomJsonElement, DicomJsonValue } from '../json/dicom-json.js';
import { parseBulkReference, type BulkReference } from './bulk-reference.js';
import { pieces, type ByteSource, type InstanceBytes } from './byte-source.js';
import { contentOf, type ParsedInstance } from './parsed-instance.js';
import { inLittleEndian } from './values.js';

const PIXEL_DATA = '7FE00010';
/** Says how text is written, not what it says. */
const SPECIFIC_CHARACTER_SET = '00080005';
/** After this many bytes, other work of the process gets its turn. */
const TURN = 32 * 1024 * 1024;

/**
 * SHA-256 (hexadecimal) of what the dataset says: values in tag order, without meta group, group lengths,
 * padding, value representations and byte order, which senders write anew at each hop. Compressed pixels
 * count as they are stored, together with their transfer syntax. Private values are bytes in Implicit VR and
 * typed in Explicit VR: an object that has some and comes in both counts as two.
 */
export async function contentDigest(bytes: InstanceBytes, parsed: ParsedInstance): Promise<string> {
  const hash = createHash('sha256');
  let untilTurn = TURN;
  for (const said of new Statement(contentOf(bytes, parsed), parsed).ofInstance()) {
    hash.update(said);
    untilTurn -= said.length;
    if (untilTurn > 0) continue;
    untilTurn = TURN;
    await new Promise((turn) => setImmediate(turn));
  }
  return hash.digest('hex');
}

type Said = string | Uint8Array;

/** What an instance says, piece by piece. */
class Statement {
  constructor(
    private readonly content: ByteSource,
    private readonly parsed: ParsedInstance,
  ) {}

  *ofInstance(): Generator<Said> {
    yield* this.ofDataset(this.parsed.dataset);
    const { pixelData } = this.parsed;
    if (!pixelData?.encapsulated) return;
    yield this.parsed.transferSyntaxUid;
    for (const { offset, length } of pixelData.fragments)
      yield* pieces(this.content, offset, offset + length);
  }

  private *ofDataset(dataset: DicomJsonDataset): Generator<Said> {
    for (const tag of Object.keys(dataset).sort()) {
      if (tag.endsWith('0000') || tag === SPECIFIC_CHARACTER_SET) continue;
      if (tag === PIXEL_DATA && this.parsed.pixelData?.encapsulated) continue;
      yield `${tag}:`;
      yield* this.ofElement(dataset[tag] as DicomJsonElement);
      yield ';';
    }
  }

  private *ofElement(element: DicomJsonElement): Generator<Said> {
    if (element.InlineBinary !== undefined) yield Buffer.from(element.InlineBinary, 'base64');
    const place = element.BulkDataURI === undefined ? undefined : parseBulkReference(element.BulkDataURI);
    if (place) yield* this.ofBulk(place, element.vr);
    for (const value of element.Value ?? []) yield* this.ofValue(element.vr, value);
  }

  private *ofBulk({ offset, length }: BulkReference, vr: string): Generator<Said> {
    for (const piece of pieces(this.content, offset, offset + length))
      yield inLittleEndian(piece, vr, this.parsed.encoding.littleEndian);
  }

  private *ofValue(vr: string, value: DicomJsonValue): Generator<Said> {
    if (vr === 'SQ' && value !== null && typeof value === 'object') {
      yield '{';
      yield* this.ofDataset(value as DicomJsonDataset);
      yield '}';
      return;
    }
    yield `${JSON.stringify(value)},`;
  }
}
