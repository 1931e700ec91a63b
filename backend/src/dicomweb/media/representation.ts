import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { DomainError } from '../../platform/index.js';
import { writeAll } from './multipart-writer.js';

/**
 * Names the representation that is answered with a strong ETag: what it is made from, and what the client asked
 * for. Answers 304 and returns true where the client has it.
 */
export function isUnchanged(request: Request, response: Response, version: string): boolean {
  const { accept = '', 'accept-encoding': encoding = '' } = request.headers;
  const asked = [version, request.originalUrl, accept, /\bgzip\b/.test(String(encoding))].join('\n');
  const etag = `"${createHash('sha256').update(asked).digest('base64url').slice(0, 27)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.vary('Accept').vary('Accept-Encoding');
  const known = request.headers['if-none-match'];
  if (!known || !known.split(',').some((one) => [etag, `W/${etag}`, '*'].includes(one.trim()))) return false;
  response.status(304).end();
  return true;
}

/** Bytes that can be sent in part. `end` is included. */
export interface Sendable {
  contentType: string;
  length: number;
  read: (range?: {
    start: number;
    end: number;
  }) => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

export function sendableBytes(contentType: string, bytes: Uint8Array): Sendable {
  const part = (start: number, end: number) => bytes.subarray(start, end + 1);
  const read: Sendable['read'] = async function* ({ start, end } = { start: 0, end: bytes.length - 1 }) {
    yield part(start, end);
  };
  return { contentType, length: bytes.length, read };
}

/** Sends the bytes, or the one range of them that is asked for (RFC 9110 section 14). */
export async function sendBytes(request: Request, response: Response, sendable: Sendable): Promise<void> {
  const { length, contentType } = sendable;
  const range = readRange(request.headers.range, length);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${length}`);
    throw new DomainError('RANGE_NOT_SATISFIABLE', 416, 'Range not there', `There are ${length} bytes.`);
  }
  const chunks = await sendable.read(range);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', range ? range.end - range.start + 1 : length);
  if (range) {
    response.status(206);
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${length}`);
  }
  if (request.method !== 'HEAD') await writeAll(response, chunks);
  else if ('destroy' in chunks) (chunks as { destroy: () => void }).destroy();
  response.end();
}

/** One range; several, or what is no range, are as good as none. */
function readRange(
  header: string | undefined,
  length: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && from !== '' && Number(to) < start) return undefined;
  return start < length && start <= end ? { start, end } : 'unsatisfiable';
}
