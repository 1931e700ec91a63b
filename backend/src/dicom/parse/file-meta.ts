/** The preamble and file meta group (PS3.10 section 7.1). */
import { formatTag } from '../dictionary/dictionary.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { charsetDecoder } from './charset.js';
import { ByteReader, type ByteSource } from './byte-source.js';
import { UNDEFINED_LENGTH, readHeader } from './tokens.js';
import { readValue } from './values.js';
import { DicomParseError } from './dicom-parse-error.js';

const PREAMBLE = 128;
const GROUP_LENGTH = 0x00020000;

/** The file meta group and the first byte after it. */
export interface FileMetaReading {
  readonly fileMeta: DicomJsonDataset;
  readonly datasetOffset: number;
}

/** First byte after preamble and `DICM`; 0 where neither is there. */
export function metaOffset(source: ByteSource): number {
  const start = source.read(0, Math.min(source.length, PREAMBLE + 4));
  if (start.toString('latin1', PREAMBLE, PREAMBLE + 4) === 'DICM') return PREAMBLE + 4;
  return start.toString('latin1', 0, 4) === 'DICM' ? 4 : 0;
}

/**
 * Reads group 0002, always explicit VR little endian. It ends where its group length says, if that is there
 * and leads to an element boundary, else at the first element of another group.
 */
export function readFileMeta(source: ByteSource, offset: number): FileMetaReading {
  const reader = new ByteReader(source, true);
  const charset = charsetDecoder([]);
  const fileMeta: DicomJsonDataset = {};
  let declaredEnd: number | undefined;
  let at = offset;
  while (at + 8 <= source.length && at !== declaredEnd && reader.uint16(at) === 0x0002) {
    const header = readHeader(reader, at, source.length, true);
    const next = header.valueOffset + header.length;
    if (header.length === UNDEFINED_LENGTH || next > source.length) {
      throw new DicomParseError(
        'TRUNCATED',
        `The file meta group ends at byte ${at}: an element claims ${header.length} bytes, ` +
          `${source.length - header.valueOffset} are there. The file was cut off; send it again from its source.`,
        at,
      );
    }
    const field = { vr: header.vr ?? 'UN', offset: header.valueOffset, length: header.length };
    const element = readValue(reader, charset, field);
    fileMeta[formatTag(header.tag)] = element;
    if (header.tag === GROUP_LENGTH && typeof element.Value?.[0] === 'number') {
      declaredEnd = next + element.Value[0];
    }
    at = next;
  }
  return { fileMeta, datasetOffset: at };
}
