import { DomainError } from './problem.js';

export interface Part {
  contentType: string;
  bytes: Buffer;
}

/** The value of a parameter of a media type, quoted or not (RFC 9110 section 5.6.6). */
export function mediaTypeParameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header);
  return found?.[1] ?? found?.[2];
}

const CRLF = Buffer.from('\r\n');
const HEADER_END = Buffer.from('\r\n\r\n');
const HEADER_LIMIT = 16 * 1024;
/** Chunks below this are merged, so that a boundary never lies across more than two. */
const MERGED_CHUNK = 64 * 1024;

/**
 * Reads the parts of a multipart/related body (RFC 2387) one after the other as it arrives; no more than one
 * part is held. Throws BAD_MULTIPART (400) for a body that is not one or ends early, and
 * PAYLOAD_TOO_LARGE (413) for a part over `maximumBytes`.
 */
export async function* readParts(
  body: AsyncIterable<Buffer>,
  boundary: string,
  maximumBytes: number,
): AsyncGenerator<Part> {
  const reader = new BodyReader(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  reader.prepend(CRLF);
  await reader.takeUntil(delimiter, HEADER_LIMIT);
  while (!(await isLast(reader))) {
    const header = await reader.takeUntil(HEADER_END, HEADER_LIMIT);
    const bytes = await reader.takeUntil(delimiter, maximumBytes);
    const contentType = /^content-type:\s*(.+)$/im.exec(header.toString('latin1'))?.[1]?.trim() ?? '';
    yield { contentType, bytes };
  }
  await reader.drain();
}

/** After a delimiter: `--` ends the body, CRLF starts a part. A part without headers starts with an empty line. */
async function isLast(reader: BodyReader): Promise<boolean> {
  const next = await reader.peek(2);
  if (next.equals(Buffer.from('--'))) return true;
  if (next.equals(CRLF)) return false;
  throw badMultipart('a boundary is followed by neither a line end nor "--"');
}

class BodyReader {
  private readonly iterator: AsyncIterator<Buffer>;
  private chunks: Buffer[] = [];
  private length = 0;

  constructor(body: AsyncIterable<Buffer>) {
    this.iterator = body[Symbol.asyncIterator]();
  }

  prepend(bytes: Buffer): void {
    this.chunks.unshift(bytes);
    this.length += bytes.length;
  }

  async peek(count: number): Promise<Buffer> {
    while (this.length < count) await this.more();
    return this.joined().subarray(0, count);
  }

  /** The bytes before `mark`, which is taken too. */
  async takeUntil(mark: Buffer, limit: number): Promise<Buffer> {
    let searched = 0;
    for (;;) {
      const at = this.find(mark, searched);
      if (at >= 0) return this.take(at, mark.length);
      searched = Math.max(0, this.length - mark.length + 1);
      if (searched > limit) throw tooLarge(limit);
      await this.more();
    }
  }

  async drain(): Promise<void> {
    while (!(await this.iterator.next()).done);
  }

  private take(count: number, skipped: number): Buffer {
    const all = this.joined();
    const rest = all.subarray(count + skipped);
    this.chunks = [rest];
    this.length = rest.length;
    return all.subarray(0, count);
  }

  /** Offset of the first `mark` that starts at or after `from`; looks at later chunks only, each once. */
  private find(mark: Buffer, from: number): number {
    let start = 0;
    for (const [index, chunk] of this.chunks.entries()) {
      const end = start + chunk.length;
      if (end > from) {
        const inside = chunk.indexOf(mark, Math.max(0, from - start));
        if (inside >= 0) return start + inside;
        const edge = Math.max(0, chunk.length - mark.length + 1);
        const next = this.chunks[index + 1]?.subarray(0, mark.length - 1) ?? Buffer.alloc(0);
        const across = Buffer.concat([chunk.subarray(edge), next]).indexOf(
          mark,
          Math.max(0, from - start - edge),
        );
        if (across >= 0) return start + edge + across;
      }
      start = end;
    }
    return -1;
  }

  private joined(): Buffer {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }

  private async more(): Promise<void> {
    const next = await this.iterator.next();
    if (next.done) throw badMultipart('the body ends before its last boundary');
    const last = this.chunks.at(-1);
    if (last && last.length < MERGED_CHUNK)
      this.chunks[this.chunks.length - 1] = Buffer.concat([last, next.value]);
    else this.chunks.push(next.value);
    this.length += next.value.length;
  }
}

function badMultipart(detail: string): DomainError {
  return new DomainError('BAD_MULTIPART', 400, 'Multipart body not readable', `It is not valid: ${detail}.`);
}

function tooLarge(limit: number): DomainError {
  return new DomainError('PAYLOAD_TOO_LARGE', 413, 'Part too large', `A part has more than ${limit} bytes.`);
}
