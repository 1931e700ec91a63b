import fc from 'fast-check';
import { dataPdus, fragmentSize } from './p-data.js';

async function* chunksOf(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function collect(chunks: Uint8Array[], maximumPdu: number): Promise<Buffer[]> {
  const pdus: Buffer[] = [];
  for await (const pdu of dataPdus(5, chunksOf(chunks), maximumPdu)) pdus.push(Buffer.from(pdu));
  return pdus;
}

describe('the PDUs of a dataset', () => {
  it('carry its bytes in order, however they come, each no larger than the receiver takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 8 }),
        fc.integer({ min: 1024, max: 8192 }),
        async (chunks, maximumPdu) => {
          const pdus = await collect(chunks, maximumPdu);
          expect(Buffer.concat(pdus.map((pdu) => pdu.subarray(12)))).toEqual(Buffer.concat(chunks));
          for (const [index, pdu] of pdus.entries()) {
            expect(pdu.readUInt32BE(2)).toBe(pdu.length - 6);
            expect(pdu.readUInt32BE(6)).toBe(pdu.length - 10);
            expect(pdu.length - 6).toBeLessThanOrEqual(maximumPdu);
            expect([pdu[0], pdu[10]]).toEqual([4, 5]);
            expect(pdu[11]).toBe(index === pdus.length - 1 ? 2 : 0);
          }
        },
      ),
    );
  });

  it('are not larger than ours where the receiver names no limit', () => {
    expect(fragmentSize(0)).toBe(131_066);
    expect(fragmentSize(16_384)).toBe(16_378);
  });
});
