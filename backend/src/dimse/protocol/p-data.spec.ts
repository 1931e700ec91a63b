import fc from 'fast-check';
import { dataPdus, fragmentSize, messagePdus } from './p-data.js';

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

describe('the PDUs of a message', () => {
  it('carry its command, then its dataset, each no larger than the receiver takes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 3000 }),
        fc.uint8Array({ maxLength: 5000 }),
        fc.integer({ min: 1024, max: 8192 }),
        (command, dataset, maximumPdu) => {
          const pdus = split(messagePdus(5, command, dataset, maximumPdu));
          for (const [kind, bytes] of [
            [1, command],
            [0, dataset],
          ] as const) {
            const own = pdus.filter((pdu) => (pdu.readUInt8(11) & 1) === kind);
            expect(Buffer.concat(own.map((pdu) => pdu.subarray(12)))).toEqual(Buffer.from(bytes));
            for (const [index, pdu] of own.entries()) {
              expect(pdu.length - 6).toBeLessThanOrEqual(maximumPdu);
              expect([pdu[0], pdu[10]]).toEqual([4, 5]);
              expect(pdu[11]).toBe(index === own.length - 1 ? 2 | kind : kind);
            }
          }
          expect(pdus.findLastIndex((pdu) => (pdu.readUInt8(11) & 1) === 1)).toBe(
            pdus.filter((pdu) => (pdu.readUInt8(11) & 1) === 1).length - 1,
          );
        },
      ),
    );
  });
});

function split(bytes: Buffer): Buffer[] {
  const pdus: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 6 + bytes.readUInt32BE(at + 2);
    pdus.push(bytes.subarray(at, end));
    at = end;
  }
  return pdus;
}
