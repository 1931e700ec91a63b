import fc from 'fast-check';
import { mediaTypeParameter, readParts, readWhole } from './multipart-related.js';

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

async function collect(body: Buffer, sizes: number[]) {
  const parts = [];
  for await (const { contentType, body: content } of readParts(inChunks(body, sizes), 'mark'))
    parts.push({ contentType, bytes: await readWhole(content, 1e6) });
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
      const [{ contentType, bytes } = { contentType: '', bytes: Buffer.of() }, ...more] = await collect(
        body,
        [cut, 12],
      );
      // Byte by byte, Jest takes its time.
      expect([contentType, bytes.equals(part.bytes), more.length]).toEqual([part.contentType, true, 0]);
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

  it('refuses to hold more than the limit of what is to be small', async () => {
    const chunks = inChunks(Buffer.alloc(50_000), [1000]);
    await expect(readWhole(chunks, 10_000)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
  });

  it('skips what nobody reads of a part, and says where parts belong', async () => {
    const named = Buffer.from('--mark\r\nContent-Type: a/b\r\nContent-Location: x/1\r\n\r\n');
    const body = Buffer.concat([
      named,
      Buffer.alloc(5000, 1),
      Buffer.from('\r\n'),
      named,
      Buffer.from('two\r\n--mark--'),
    ]);
    const locations = [];
    for await (const part of readParts(inChunks(body, [700]), 'mark')) {
      locations.push(part.location);
      await part.body[Symbol.asyncIterator]().next();
    }
    expect(locations).toEqual(['x/1', 'x/1']);
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
