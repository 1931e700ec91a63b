import { randomUUID } from 'node:crypto';
import type { Response } from 'express';

export interface OutgoingPart {
  contentType: string;
  bytes: Uint8Array;
  location?: string;
}

/** Writes parts as they come, waiting where the client reads slower than we send. */
export async function sendMultipart(
  response: Response,
  type: string,
  parts: AsyncIterable<OutgoingPart> | Iterable<OutgoingPart>,
): Promise<void> {
  const boundary = randomUUID();
  response.setHeader('Content-Type', `multipart/related; type="${type}"; boundary=${boundary}`);
  for await (const part of parts) {
    const location = part.location ? `Content-Location: ${part.location}\r\n` : '';
    const header = `--${boundary}\r\nContent-Type: ${part.contentType}\r\nContent-Length: ${part.bytes.length}\r\n${location}\r\n`;
    await write(response, Buffer.concat([Buffer.from(header), part.bytes, Buffer.from('\r\n')]));
    if (response.destroyed) return;
  }
  response.end(`--${boundary}--\r\n`);
}

async function write(response: Response, bytes: Uint8Array): Promise<void> {
  if (response.write(bytes) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
