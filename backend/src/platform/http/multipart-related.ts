import { DomainError } from './problem.js';

/** One part. Its body is read before the next part is asked for; what is left of it is skipped then. */
export interface Part {
  contentType: string;
  /** Content-Location, where the part has one. */
  location: string | undefined;
  body: AsyncIterable<Buffer>;
}

/** The value of a parameter of a media type, quoted or not (RFC 9110 section 5.6.6). */
export function mediaTypeParameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header);
  return found?.[1] ?? found?.[2];
}

const CRLF = Buffer.from('\r\n');
const HEADER_END = Buffer.from('\r\n\r\n');
const HEADER_LIMIT = 16 * 1024;

/**
 * Reads the parts of a multipart/related body (RFC 2387) one after the other as it arrives; no more of it is held
 * than what came last. Throws BAD_MULTIPART (400) for a body that is not one or ends early.
 */
export async function* readParts(body: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Part> {
  const reader = new BodyReader(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  try {
    yield* partsOf(reader, delimiter);
  } finally {
    await reader.end();
  }
}

async function* partsOf(reader: BodyReader, delimiter: Buffer): AsyncGenerator<Part> {
  reader.prepend(CRLF);
  await reader.takeUntil(delimiter);
  while (!(await isLast(reader))) {
    const header = (await reader.takeUntil(HEADER_END)).toString('latin1');
    const content = reader.until(delimiter);
    yield {
      contentType: headerValue(header, 'content-type') ?? '',
      location: headerValue(header, 'content-location'),
      body: { [Symbol.asyncIterator]: () => ({ next: () => content.next() }) },
    };
    while (!(await content.next()).done);
  }
  await reader.drain();
}

/** All bytes of a body that is small. Throws PAYLOAD_TOO_LARGE (413) where it is not. */
export async function readWhole(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit)
      throw new DomainError(
        'PAYLOAD_TOO_LARGE',
        413,
        'Part too large',
        `A part has more than ${limit} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headerValue(header: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(header)?.[1]?.trim();
}

/** After a delimiter: `--` ends the body, CRLF starts a part. A part without headers starts with an empty line. */
async function isLast(reader: BodyReader): Promise<boolean> {
  const next = await reader.peek(2);
  if (next.equals(Buffer.from('--'))) return true;
  if (next.equals(CRLF)) return false;
  throw badMultipart('a boundary is followed by neither a line end nor "--"');
}

/** The bytes that have come and were not taken yet, and those still to come. */
class BodyReader {
  private readonly iterator: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Buffer>) {
    this.iterator = body[Symbol.asyncIterator]();
  }

  prepend(bytes: Buffer): void {
    this.held = Buffer.concat([bytes, this.held]);
  }

  async peek(count: number): Promise<Buffer> {
    while (this.held.length < count) await this.more();
    return this.held.subarray(0, count);
  }

  /** The few bytes before `mark`, which is taken too. */
  async takeUntil(mark: Buffer): Promise<Buffer> {
    return readWhole(this.until(mark), HEADER_LIMIT);
  }

  /** The bytes before `mark` as they come; `mark` is taken too. */
  async *until(mark: Buffer): AsyncGenerator<Buffer, undefined> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        const last = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        if (last.length > 0) yield last;
        return;
      }
      const safe = this.held.length - mark.length + 1;
      if (safe > 0) {
        const piece = this.held.subarray(0, safe);
        this.held = this.held.subarray(safe);
        yield piece;
      }
      await this.more();
    }
  }

  async end(): Promise<void> {
    await this.iterator.return?.();
  }

  async drain(): Promise<void> {
    while (!(await this.iterator.next()).done);
  }

  private async more(): Promise<void> {
    const next = await this.iterator.next();
    if (next.done) throw badMultipart('the body ends before its last boundary');
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
  }
}

function badMultipart(detail: string): DomainError {
  return new DomainError('BAD_MULTIPART', 400, 'Multipart body not readable', `It is not valid: ${detail}.`);
}
