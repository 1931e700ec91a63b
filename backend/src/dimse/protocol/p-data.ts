/** P-DATA-TF PDUs that carry one dataset (PS3.8 section 9.3.5), written as its bytes come. */

const PDU_TYPE = 0x04;
const PDU_HEADER = 6;
const PDV_HEADER = 6;
const LAST_FRAGMENT = 0x02;
const LARGEST_PDU = 131_072;
const SMALLEST_PDU = 1024;

/** Bytes of the dataset that go into one PDU, where the receiver said `maximumPdu` (0: no limit). */
export function fragmentSize(maximumPdu: number): number {
  const limit = maximumPdu === 0 ? LARGEST_PDU : Math.min(Math.max(maximumPdu, SMALLEST_PDU), LARGEST_PDU);
  return (limit - PDV_HEADER) & ~1;
}

/** One PDU after the other; the last says so. A dataset without bytes is one empty fragment. */
export async function* dataPdus(
  contextId: number,
  dataset: AsyncIterable<Uint8Array>,
  maximumPdu: number,
): AsyncGenerator<Buffer> {
  const size = fragmentSize(maximumPdu);
  let pdu = Buffer.allocUnsafe(PDU_HEADER + PDV_HEADER + size);
  let filled = 0;
  for await (const chunk of dataset) {
    let at = 0;
    while (at < chunk.length) {
      if (filled === size) {
        yield finished(pdu, filled, contextId, false);
        pdu = Buffer.allocUnsafe(PDU_HEADER + PDV_HEADER + size);
        filled = 0;
      }
      const part = chunk.subarray(at, at + size - filled);
      pdu.set(part, PDU_HEADER + PDV_HEADER + filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield finished(pdu, filled, contextId, true);
}

function finished(pdu: Buffer, length: number, contextId: number, last: boolean): Buffer {
  pdu.writeUInt8(PDU_TYPE, 0);
  pdu.writeUInt8(0, 1);
  pdu.writeUInt32BE(length + PDV_HEADER, 2);
  pdu.writeUInt32BE(length + 2, PDU_HEADER);
  pdu.writeUInt8(contextId, PDU_HEADER + 4);
  pdu.writeUInt8(last ? LAST_FRAGMENT : 0, PDU_HEADER + 5);
  return pdu.subarray(0, PDU_HEADER + PDV_HEADER + length);
}
