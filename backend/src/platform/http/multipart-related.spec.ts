import fc from 'fast-check';
import { mediaTypeParameter, readParts } from './multipart-related.js';

async function* inChunks(body: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < body.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    yield body.subarray(at, at + size);
    at += size;
  }
}

function encode(parts: { contentType: string; bytes: Buffer }[], boundary: string): Buffer {
  const encoded = parts.map(({ contentType, bytes }) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: ${contentType}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]),
  );
  return Buffer.concat([...encoded, Buffer.from(`--${boundary}--\r\n`)]);
}

async function collect(body: Buffer, sizes: number[], boundary = 'mark', limit = 1e6) {
  const parts = [];
  for await (const part of readParts(inChunks(body, sizes), boundary, limit)) parts.push(part);
  return parts;
}

describe('multipart/related', () => {
  it('gives back every part, however the body is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }),
        async (payloads, sizes) => {
          const parts = payloads.map((bytes) => ({
            contentType: 'application/dicom',
            bytes: Buffer.from(bytes),
          }));
          expect(await collect(encode(parts, 'mark'), sizes)).toEqual(parts);
        },
      ),
    );
  });

  it('finds a boundary that lies across two large chunks', async () => {
    const part = { contentType: 'application/dicom', bytes: Buffer.alloc(300_000, 7) };
    const body = encode([part], 'mark');
    for (let cut = body.length - 12; cut < body.length; cut++) {
      expect(await collect(body, [cut, 12])).toEqual([part]);
    }
  });

  it.each([
    ['ends early', '--mark\r\nContent-Type: a/b\r\n\r\nabc'],
    ['has no boundary', 'nothing here'],
    ['has a boundary that continues', '--markX\r\n\r\n--mark--'],
  ])('refuses a body that %s', async (_, body) => {
    await expect(collect(Buffer.from(body), [5])).rejects.toMatchObject({
      code: 'BAD_MULTIPART',
      status: 400,
    });
  });

  it('refuses a part over the limit without holding all of it', async () => {
    const body = encode([{ contentType: 'a/b', bytes: Buffer.alloc(50_000) }], 'mark');
    await expect(collect(body, [1000], 'mark', 10_000)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each([
    ['multipart/related; type="application/dicom"; boundary=abc', 'boundary', 'abc'],
    ['multipart/related;boundary="a b"', 'boundary', 'a b'],
    ['multipart/related; type=application/octet-stream; transfer-syntax=*', 'transfer-syntax', '*'],
    ['multipart/related', 'boundary', undefined],
  ])('reads the parameters of %s', (header, name, value) => {
    expect(mediaTypeParameter(header, name)).toBe(value);
  });
});
