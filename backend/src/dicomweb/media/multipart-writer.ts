import { randomUUID } from 'node:crypto';
import type { Response } from 'express';

export interface OutgoingPart {
  contentType: string;
  /** Bytes of the body. */
  length: number;
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  location?: string;
}

/** A part whose bytes are at hand. */
export function partOf(contentType: string, bytes: Uint8Array, location?: string): OutgoingPart {
  return { contentType, length: bytes.length, body: [bytes], ...(location && { location }) };
}

/** Writes parts as they come, waiting where the client reads slower than we send. */
export async function sendMultipart(
  response: Response,
  type: string,
  parts: AsyncIterable<OutgoingPart> | Iterable<OutgoingPart>,
): Promise<void> {
  const boundary = randomUUID();
  response.setHeader('Content-Type', `multipart/related; type="${type}"; boundary=${boundary}`);
  if (response.req.method === 'HEAD') return void response.end();
  let before = '';
  for await (const part of parts) {
    const location = part.location ? `Content-Location: ${part.location}\r\n` : '';
    const header = `--${boundary}\r\nContent-Type: ${part.contentType}\r\nContent-Length: ${part.length}\r\n${location}\r\n`;
    await write(response, Buffer.from(`${before}${header}`));
    await writeAll(response, part.body);
    if (response.destroyed) return;
    before = '\r\n';
  }
  response.end(`${before}--${boundary}--\r\n`);
}

/** Writes chunks as they come; stops where the client has gone. */
export async function writeAll(
  response: Response,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) {
    await write(response, chunk);
    if (response.destroyed) return;
  }
}

async function write(response: Response, bytes: Uint8Array): Promise<void> {
  if (response.destroyed || response.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.once('drain', settle).once('close', settle);
  });
}
