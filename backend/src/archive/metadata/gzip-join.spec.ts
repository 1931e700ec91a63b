import fc from 'fast-check';
import { crc32, gunzipSync } from 'node:zlib';
import { combineCrc32 } from './crc32.js';
import { gzipJsonArray, segmentOf } from './gzip-join.js';

async function joined(texts: readonly string[]): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gzipJsonArray(texts.map(segmentOf))) chunks.push(chunk);
  return gunzipSync(Buffer.concat(chunks)).toString();
}

describe('joined gzip', () => {
  it('is one member that holds the texts as a list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), async (texts) => {
        expect(await joined(texts)).toBe(`[${texts.join(',')}]`);
      }),
    );
  });

  it('takes texts of many blocks', async () => {
    const long = JSON.stringify(Array.from({ length: 200_000 }, (_, index) => `${index * 7919}`));
    expect(await joined([long, '{}', long])).toBe(`[${long},{},${long}]`);
  });

  it('finds the check sum of joined bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array({ maxLength: 5000 }), (a, b) => {
        expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(crc32(Buffer.concat([a, b])));
      }),
    );
  });
});
